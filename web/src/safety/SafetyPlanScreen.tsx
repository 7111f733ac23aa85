import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import type { Problem } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button, Field, LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { CHANGED, isDialable, NOTHING, PARTS, type Person, type SafetyPlan } from './plan.ts';

const CHARACTERS = 2000;
const MOST_PEOPLE = 20;
const NOBODY: Person = { name: '', number: null };

type Said = '' | 'kept' | 'since' | 'copied' | 'later' | 'changed' | 'number' | 'none' | 'unkept';

/** Own words for a hard moment, and own people; written at a quiet time. */
export function SafetyPlanScreen(): JSX.Element {
  const { session } = useParts();
  return <Screen title={t('own.plan')}>{session.subject.value === null ? <Outside /> : <Writing />}</Screen>;
}

/** Without joining nothing is kept, so there is nothing to write into. */
function Outside(): JSX.Element {
  return (
    <>
      <p>{t('own.outside')}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
      <LinkButton to="help">{t('app.help')}</LinkButton>
    </>
  );
}

function Writing(): JSX.Element {
  const { safetyPlan } = useParts();
  const { plan, copy, said, change, save, take } = useWriting();
  return (
    <>
      <p>{t('own.what')}</p>
      {safetyPlan.plan.value === null && <Button onPress={() => void take()}>{t('own.fetch')}</Button>}
      <People
        people={plan.people}
        change={(people) => {
          change({ people });
        }}
      />
      {PARTS.map((part) => (
        <Field key={part} label={t(`own.${part}`)}>
          {({ id }) => (
            <textarea
              id={id}
              rows={3}
              maxLength={CHARACTERS}
              value={plan[part]}
              onInput={(event) => {
                change({ [part]: event.currentTarget.value });
              }}
            />
          )}
        </Field>
      ))}
      <Copy copy={copy} />
      <Button kind="main" onPress={() => void save()}>
        {t('own.save')}
      </Button>
      <p role="status">{said.value && t(`own.said.${said.value}`)}</p>
      {said.value === 'changed' && (
        <>
          <Button onPress={() => void save(true)}>{t('own.mine')}</Button>
          <Button onPress={() => void take()}>{t('own.other')}</Button>
        </>
      )}
    </>
  );
}

interface Hand {
  readonly plan: SafetyPlan;
  readonly copy: Signal<boolean>;
  readonly said: Signal<Said>;
  readonly change: (part: Partial<SafetyPlan>) => void;
  readonly save: (over?: boolean) => Promise<void>;
  readonly take: () => Promise<void>;
}

/** What is being written, and what became of it. */
function useWriting(): Hand {
  const { safetyPlan, listen } = useParts();
  const said = useSignal<Said>('');
  const copy = useSignal(safetyPlan.copied.value);
  const plan = safetyPlan.draft.value ?? safetyPlan.plan.value ?? NOTHING;
  const save = async (over = false): Promise<void> => {
    const next = { ...plan, people: plan.people.filter((each) => each.name.trim()) };
    listen('safety-plan', newIn(next, safetyPlan.plan.value ?? NOTHING));
    if (next.people.some((each) => each.number !== null && !isDialable(each.number))) {
      said.value = 'number';
      return;
    }
    try {
      const problem = await safetyPlan.save(next, copy.value, over);
      // What was written meanwhile is not kept yet, so "kept" would say too much.
      said.value = !problem && safetyPlan.draft.value ? 'since' : outcome(problem, copy.value);
    } catch {
      said.value = 'unkept';
    }
  };
  return {
    plan,
    copy,
    said,
    change: (part) => {
      said.value = '';
      safetyPlan.draft.value = { ...plan, ...part };
    },
    save,
    take: async () => {
      said.value = (await safetyPlan.take()) ? '' : 'none';
      copy.value = safetyPlan.copied.value;
    },
  };
}

function outcome(problem: Problem | null, copied: boolean): Said {
  if (problem) return problem.status === CHANGED ? 'changed' : 'later';
  return copied ? 'copied' : 'kept';
}

/** Off until somebody wants it. */
function Copy(given: { copy: Signal<boolean> }): JSX.Element {
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={given.copy.value}
          onChange={(event) => {
            given.copy.value = event.currentTarget.checked;
          }}
        />
        <span>{t('own.copy')}</span>
      </label>
      <p class="hint">{t('own.copy.hint')}</p>
    </>
  );
}

function People(given: { people: readonly Person[]; change: (people: readonly Person[]) => void }): JSX.Element {
  const { people, change } = given;
  const shown = people.length > 0 ? people : [NOBODY];
  return (
    <section>
      <h2>{t('own.people')}</h2>
      {shown.map((each, place) => (
        <Entry
          key={place}
          person={each}
          number={place + 1}
          change={(part) => {
            change(shown.map((other, at) => (at === place ? { ...other, ...part } : other)));
          }}
          remove={() => {
            change(people.filter((_, at) => at !== place));
          }}
        />
      ))}
      {shown.length < MOST_PEOPLE && (
        <Button
          onPress={() => {
            change([...shown, NOBODY]);
          }}
        >
          {t('own.add')}
        </Button>
      )}
    </section>
  );
}

function Entry(given: {
  person: Person;
  number: number;
  change: (part: Partial<Person>) => void;
  remove: () => void;
}): JSX.Element {
  const { person, number } = given;
  return (
    <fieldset class="person">
      <legend>{t('own.person', { number })}</legend>
      <Field label={t('own.name')}>
        {({ id }) => (
          <input
            type="text"
            id={id}
            maxLength={120}
            autocomplete="off"
            value={person.name}
            onInput={(event) => {
              given.change({ name: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Field label={t('own.number')}>
        {({ id }) => (
          <input
            type="tel"
            id={id}
            maxLength={40}
            autocomplete="off"
            value={person.number ?? ''}
            onInput={(event) => {
              given.change({ number: event.currentTarget.value.trim() || null });
            }}
          />
        )}
      </Field>
      <Button kind="plain" onPress={given.remove}>
        {t('own.remove', { number })}
      </Button>
    </fieldset>
  );
}

/** What was not there before; about words that were kept already nobody is asked again. */
function newIn(next: SafetyPlan, before: SafetyPlan): string[] {
  const names = (plan: SafetyPlan): string[] => plan.people.map((each) => each.name);
  const known = new Set(names(before));
  const parts = PARTS.filter((part) => next[part] !== before[part]).map((part) => next[part]);
  return [...parts, ...names(next).filter((each) => !known.has(each))];
}
