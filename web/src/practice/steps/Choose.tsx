import type { JSX } from 'preact';
import { useParts } from '../../app/context.ts';
import { One } from '../../moment/Tags.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { responseAt, thingsIn, wordsAt, type Response } from '../run.ts';
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
  const said = labelsOf(wordsAt(run));
  return (
    <>
      <ul class="options">
        {step.options.map((option) => (
          <li key={option.label}>
            <button
              type="button"
              class="button quiet option"
              aria-pressed={step.many || said.length > 0 ? said.includes(option.label) : undefined}
              onClick={() => {
                if (!step.many || option.opens) coach.choose(option);
                else coach.type(toggled(said, option.label));
              }}
            >
              {option.label}
            </button>
          </li>
        ))}
      </ul>
      <Act
        quiet={!step.many || said.length === 0}
        {...(said.length === 0 ? { next: t('practice.skip') } : {})}
        onNext={() => {
          coach.answer(said.length === 0 ? null : step.many ? said : (said[0] ?? null));
        }}
      />
    </>
  );
}

function Each({ step, run, things }: Given<'choice'> & { things: readonly string[] }): JSX.Element {
  const { coach } = useParts();
  const said = labelsOf(wordsAt(run));
  const labels = step.options.map((option) => option.label);
  const pickOf = (thing: string): string | null =>
    labels.find((label) => said.includes(answerOf(thing, label))) ?? null;
  const answersWith = (tapped: string | null, pick: string | null): string[] =>
    things.flatMap((thing) => {
      const label = thing === tapped ? pick : pickOf(thing);
      return label === null ? [] : [answerOf(thing, label)];
    });
  const answers = answersWith(null, null);
  return (
    <>
      {things.map((thing) => (
        <One
          key={thing}
          label={thing}
          of={labels}
          at={pickOf(thing)}
          say={(label) => label}
          choose={(label) => {
            coach.type(answersWith(thing, label));
          }}
        />
      ))}
      <Act
        {...(answers.length === 0 ? { next: t('practice.skip'), quiet: true } : {})}
        onNext={() => {
          coach.answer(answers.length > 0 ? answers : null);
        }}
      />
    </>
  );
}

function answerOf(thing: string, label: string): string {
  return `${thing}: ${label}`;
}

function labelsOf(response: Response | null): readonly string[] {
  if (response === null || typeof response === 'number') return [];
  return typeof response === 'string' ? [response] : response;
}

function toggled(labels: readonly string[], label: string): readonly string[] {
  return labels.includes(label) ? labels.filter((each) => each !== label) : [...labels, label];
}
