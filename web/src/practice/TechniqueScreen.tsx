import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Notice, Screen } from '../app/screen.tsx';
import { ReadButton } from '../learn/reading.tsx';
import { useBeginning } from '../offer/beginning.ts';
import { Hiding } from '../settings/Hiding.tsx';
import { t } from '../words/index.ts';
import type { Size, Technique } from './catalogue.ts';
import './practice.css';
import { familyName, minutesOf, useAgainst, useTechniques } from './PracticesScreen.tsx';

/** From here on a thinking step asks for settling first (routing.md section 2). */
const STRONG = 8;
const SETTLING = 'three-slow-breaths';

/** What one practice is about, before its first step. */
export function TechniqueScreen(): JSX.Element {
  const { coach } = useParts();
  const technique = useTechniques().value?.get(coach.looked.value ?? '');
  if (technique) return <About technique={technique} />;
  return (
    <Screen title={t('practices.title')}>
      <LinkButton to="practices">{t('practice.all')}</LinkButton>
    </Screen>
  );
}

function About({ technique }: { technique: Technique }): JSX.Element {
  const against = useAgainst()[technique.id] ?? [];
  return (
    <Screen title={technique.name}>
      <p>{technique.purpose}</p>
      <p class="small">
        {t('technique.for', { minutes: minutesOf(technique.minutes) })} · {familyName(technique.family)}
      </p>
      {against.length > 0 && (
        <Notice>
          <h2>{t('technique.unsuitable')}</h2>
          {against.map(({ code, text }) => (
            <p key={code}>{text}</p>
          ))}
        </Notice>
      )}
      {technique.cautions.words && (
        <Notice>
          <h2>{t('technique.caution')}</h2>
          <p>{technique.cautions.words}</p>
        </Notice>
      )}
      <Begin technique={technique} />
      <details class="calm">
        <summary>{t('technique.why')}</summary>
        <p>{technique.why.text}</p>
        <ReadButton kind="plain" page="the-evidence">
          {t('learn.evidence')}
        </ReadButton>
      </details>
      <Hiding id={technique.id} harmed={against.some(({ code }) => code === 'harmed')} />
    </Screen>
  );
}

function Begin({ technique }: { technique: Technique }): JSX.Element {
  const { offers } = useParts();
  const beginning = useBeginning();
  const asked = useSignal<Size | null>(null);
  const strong = (offers.turn.value?.now ?? 0) >= STRONG;
  const begin = (size: Size): void => {
    if (strong && technique.level !== 'regulate' && asked.value === null) asked.value = size;
    else void beginning(technique.id, size);
  };
  if (asked.value !== null)
    return (
      <Settle
        go={() => {
          begin(asked.value ?? 'full');
        }}
      />
    );
  return (
    <>
      <Button
        kind="main"
        onPress={() => {
          begin('full');
        }}
      >
        {t('technique.begin')}
      </Button>
      <div class="tiny">
        <Button
          onPress={() => {
            begin('tiny');
          }}
        >
          {t('technique.tiny')}
        </Button>
        <p class="small">{technique.tiny.line}</p>
      </div>
    </>
  );
}

/** Guidance where it is very strong, and no lock. */
function Settle(given: { go: () => void }): JSX.Element {
  const begin = useBeginning();
  return (
    <Notice live>
      <p>{t('technique.settle')}</p>
      <div class="notice-ways">
        <Button kind="main" onPress={() => void begin(SETTLING)}>
          {t('technique.settle.first')}
        </Button>
        <Button onPress={given.go}>{t('technique.settle.on')}</Button>
      </div>
    </Notice>
  );
}
