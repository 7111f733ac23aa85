import type { JSX, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import type { StepOf } from '../catalogue.ts';
import { responseAt, thingsIn, wordsAt, type Response } from '../run.ts';
import type { Given } from './given.ts';

/** A number, or one for each thing that was named before. Nothing is chosen before it is touched. */
export function Rate({ step, run }: Given<'rate'>): JSX.Element {
  const { coach } = useParts();
  const things = step.each ? thingsIn(responseAt(run, run.at - 1)) : [];
  const names = things.length > 0 ? things : [''];
  const said = numbersOf(wordsAt(run));
  const answer = responseOf(names, said);
  return (
    <>
      {names.map((name) => (
        <Scale
          key={name}
          label={name || step.text}
          named={name !== ''}
          step={step}
          value={said[name] ?? null}
          choose={(value) => {
            coach.type(responseOf(names, { ...said, [name]: value }) ?? []);
          }}
        />
      ))}
      <Act
        {...(answer === null ? { next: t('practice.skip'), quiet: true } : {})}
        onNext={() => {
          coach.answer(answer);
        }}
      />
    </>
  );
}

function Scale(given: {
  label: string;
  named: boolean;
  step: StepOf<'rate'>;
  value: number | null;
  choose: (value: number) => void;
}): JSX.Element {
  const { step, value } = given;
  const id = useId();
  const [least, most] = step.ends ?? ['', ''];
  // A touch where the thumb waits changes no value and so is no input; it counts all the same.
  const settle = (event: TargetedEvent<HTMLInputElement>): void => {
    given.choose(event.currentTarget.valueAsNumber);
  };
  return (
    <div class={`scale ${value === null ? 'open' : ''}`}>
      <label for={id} class={given.named ? '' : 'unseen'}>
        {given.label}
      </label>
      <output for={id} class="scale-said">
        {value ?? t('practice.rate.open')}
      </output>
      <input
        id={id}
        type="range"
        min={step.lo}
        max={step.hi}
        step={step.hi > 10 ? 5 : 1}
        value={value ?? (step.lo + step.hi) / 2}
        aria-valuetext={value === null ? t('practice.rate.open') : undefined}
        onInput={settle}
        onClick={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') settle(event);
        }}
      />
      <div class="scale-ends small">
        <span>{t('practice.rate.least', { number: step.lo, word: least })}</span>
        <span>{t('practice.rate.least', { number: step.hi, word: most })}</span>
      </div>
    </div>
  );
}

function numbersOf(response: Response | null): Readonly<Record<string, number>> {
  if (typeof response === 'number') return { '': response };
  const each = Array.isArray(response) ? (response as readonly string[]) : [];
  return Object.fromEntries(each.map((line) => [line.slice(0, line.lastIndexOf(':')), Number(line.split(' ').at(-1))]));
}

function responseOf(names: readonly string[], said: Readonly<Record<string, number>>): Response | null {
  if (names.length === 1 && names[0] === '') return said[''] ?? null;
  const lines = names.filter((name) => said[name] !== undefined).map((name) => `${name}: ${said[name] ?? 0}`);
  return lines.length > 0 ? lines : null;
}
