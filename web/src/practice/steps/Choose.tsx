import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../../app/context.ts';
import { One } from '../../moment/Tags.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { responseAt, thingsIn, type Response } from '../run.ts';
import type { Given } from './given.ts';
import { Own } from './Own.tsx';

/** One tap, or several; or one for each thing that was named before. */
export function Choose(given: Given<'choice'>): JSX.Element {
  const things = given.step.each ? thingsIn(responseAt(given.run, given.run.at - 1)) : [];
  return (
    <>
      <Own source={given.step.source ?? null} run={given.run} />
      {things.length > 0 ? <Each {...given} things={things} /> : <Options {...given} />}
    </>
  );
}

function Options({ step, run }: Given<'choice'>): JSX.Element {
  const { coach } = useParts();
  const said = useSignal<readonly string[]>(labelsOf(responseAt(run, run.at)));
  return (
    <>
      <ul class="options">
        {step.options.map((option) => (
          <li key={option.label}>
            <button
              type="button"
              class="button quiet option"
              aria-pressed={step.many || said.value.length > 0 ? said.value.includes(option.label) : undefined}
              onClick={() => {
                if (!step.many || option.opens) coach.choose(option);
                else said.value = toggled(said.value, option.label);
              }}
            >
              {option.label}
            </button>
          </li>
        ))}
      </ul>
      <Act
        quiet={!step.many || said.value.length === 0}
        {...(said.value.length === 0 ? { next: t('practice.skip') } : {})}
        onNext={() => {
          coach.answer(said.value.length === 0 ? null : step.many ? said.value : (said.value[0] ?? null));
        }}
      />
    </>
  );
}

function Each({ step, run, things }: Given<'choice'> & { things: readonly string[] }): JSX.Element {
  const { coach } = useParts();
  const before = labelsOf(responseAt(run, run.at));
  const said = useSignal<Readonly<Record<string, string>>>(
    Object.fromEntries(things.flatMap((thing) => picksOf(thing, before))),
  );
  const answers = (): string[] =>
    things.filter((thing) => said.value[thing]).map((thing) => `${thing}: ${said.value[thing] ?? ''}`);
  return (
    <>
      {things.map((thing) => (
        <One
          key={thing}
          label={thing}
          of={step.options.map((option) => option.label)}
          at={said.value[thing] ?? null}
          say={(label) => label}
          choose={(label) => {
            said.value = { ...said.value, [thing]: label ?? '' };
          }}
        />
      ))}
      <Act
        {...(answers().length === 0 ? { next: t('practice.skip'), quiet: true } : {})}
        onNext={() => {
          coach.answer(answers().length > 0 ? answers() : null);
        }}
      />
    </>
  );
}

function picksOf(thing: string, answers: readonly string[]): [string, string][] {
  const mine = answers.find((each) => each.startsWith(`${thing}: `));
  return mine ? [[thing, mine.slice(thing.length + 2)]] : [];
}

function labelsOf(response: Response | null): readonly string[] {
  if (response === null || typeof response === 'number') return [];
  return typeof response === 'string' ? [response] : response;
}

function toggled(labels: readonly string[], label: string): readonly string[] {
  return labels.includes(label) ? labels.filter((each) => each !== label) : [...labels, label];
}
