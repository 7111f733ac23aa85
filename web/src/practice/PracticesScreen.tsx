import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, Choice, Field, Notice, Screen } from '../app/screen.tsx';
import { Unfound } from '../safety/Unfound.tsx';
import { emotions } from '../wheel/emotions.ts';
import { counted, t, type Key } from '../words/index.ts';
import { techniques, type Technique } from './catalogue.ts';
import { ANYTHING, found, type Wanted } from './finding.ts';
import './practice.css';
import { asSet, unsuitable, type Against, type Reason } from './suiting.ts';
import { Unfinished } from './Unfinished.tsx';

const MINUTES = ['1', '3', '5', '10', '20'] as const;

/** Everything there is to try, with what speaks against it; nothing is locked away. */
export function PracticesScreen(): JSX.Element {
  const all = useTechniques();
  return (
    <Screen title={t('practices.title')} way="none">
      <Unfinished />
      {all.value === null && all.failed && (
        <Notice live>
          <p>{t('practices.missing')}</p>
          <Button onPress={all.again}>{t('practices.again')}</Button>
        </Notice>
      )}
      {all.value && <All of={all.value} />}
    </Screen>
  );
}

interface Loading {
  readonly value: ReadonlyMap<string, Technique> | null;
  readonly failed: boolean;
  readonly again: () => void;
}

export function useTechniques(): Loading {
  const [value, set] = useState<ReadonlyMap<string, Technique> | null>(null);
  const [tries, again] = useState(0);
  const [failed, fail] = useState(false);
  useEffect(() => {
    techniques().then(set, () => {
      fail(true);
    });
  }, [tries]);
  return {
    value,
    failed,
    again: () => {
      again(tries + 1);
    },
  };
}

/** What speaks against a practice for the person who joined; empty for anybody else. */
export function useAgainst(): Against {
  const { session, client, vault, profiles } = useParts();
  const [against, set] = useState<Against>({});
  const subject = session.subject.value;
  useEffect(() => {
    if (subject === null) set({});
    else void unsuitable(client, vault, () => session.subject.value).then(set);
  }, [subject, session, client, vault]);
  const shown = profiles.read.value?.shown;
  return shown ? asSet(against, shown) : against;
}

function All(given: { of: ReadonlyMap<string, Technique> }): JSX.Element {
  const wanted = useSignal<Wanted>(ANYTHING);
  const against = useAgainst();
  const fitting = found(given.of.values(), wanted.value, namesOf);
  return (
    <>
      <p class="small">{t('practices.notice')}</p>
      <Filters
        families={[...new Set([...given.of.values()].map((each) => each.family))]}
        wanted={wanted.value}
        want={(part) => {
          wanted.value = { ...wanted.value, ...part };
        }}
      />
      <p class="small" role="status">
        {fitting.length > 0 ? counted('practices.found', fitting.length) : t('practices.nothing')}
      </p>
      {fitting.length === 0 && wanted.value.words.trim() && <Unfound words={wanted.value.words} />}
      <ul class="rows">
        {fitting.map((each) => (
          <Row key={each.id} technique={each} against={against[each.id] ?? []} />
        ))}
      </ul>
    </>
  );
}

function Filters(given: {
  families: readonly string[];
  wanted: Wanted;
  want: (part: Partial<Wanted>) => void;
}): JSX.Element {
  const { wanted, want } = given;
  return (
    <search class="practices-filters">
      <Field label={t('practices.search')}>
        {({ id }) => (
          <input
            id={id}
            type="text"
            autocomplete="off"
            value={wanted.words}
            onInput={(event) => {
              want({ words: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <div class="practices-picks">
        <Choice
          label={t('practices.family')}
          value={wanted.family ?? ''}
          options={[
            ['', t('practices.family.any')],
            ...given.families.map((each) => [each, familyName(each)] as const),
          ]}
          onChoose={(family) => {
            want({ family: family || null });
          }}
        />
        <Choice
          label={t('practices.minutes')}
          value={String(wanted.minutes ?? '')}
          options={[
            ['', t('practices.minutes.any')],
            ...MINUTES.map((each) => [each, t('practices.upto', { minutes: minutesOf(Number(each)) })] as const),
          ]}
          onChoose={(minutes) => {
            want({ minutes: minutes ? Number(minutes) : null });
          }}
        />
      </div>
    </search>
  );
}

function Row(given: { technique: Technique; against: readonly Reason[] }): JSX.Element {
  const { coach, router, session } = useParts();
  const { technique, against } = given;
  const careful = session.subject.value === null && technique.cautions.avoid_if.length > 0;
  return (
    <li>
      <button
        type="button"
        class={`row ${against.length > 0 ? 'against' : ''}`}
        onClick={() => {
          coach.looked.value = technique.id;
          router.go('technique');
        }}
      >
        <span class="row-name">{technique.name}</span>
        <span class="hint">{technique.purpose}</span>
        <span class="hint small">
          {minutesOf(technique.minutes)} · {familyName(technique.family)}
        </span>
        {against.map(({ code, text }) => (
          <span key={code} class="row-against small">
            {text}
          </span>
        ))}
        {careful && <span class="row-against small">{t('practices.careful')}</span>}
      </button>
    </li>
  );
}

export function minutesOf(minutes: number): string {
  return counted('practices.minutes', minutes);
}

export function familyName(family: string): string {
  return t(`family.${family}` as Extract<Key, `family.${string}`>);
}

/** The kind of practice, and the feelings that it is made for. */
function namesOf(technique: Technique): readonly string[] {
  const feelings = technique.fits.flatMap((each) => emotions.get(each)?.label ?? []);
  return [familyName(technique.family), ...feelings];
}
