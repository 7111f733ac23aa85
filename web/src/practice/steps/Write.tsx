import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { Field } from '../../app/screen.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { aroundOf } from '../around.ts';
import { wordsAt, type Run } from '../run.ts';
import type { Given } from './given.ts';

const MOST_CHARACTERS = 4000;

/** Has the words of this step heard, with the moment that the practice answers. */
function useTold(run: Run): (words: string | readonly string[]) => void {
  const { offers, listen } = useParts();
  return (words) => {
    listen(`${run.id} ${run.at}`, words, aroundOf(run, offers.turn.value));
  };
}

/** A few words, which can always be left out. */
export function Write({ step, run }: Given<'text'>): JSX.Element {
  const { coach } = useParts();
  const tell = useTold(run);
  const words = wordsAt(run);
  const said = typeof words === 'string' ? words : '';
  return (
    <>
      <Field label={t('practice.write')} hint={t(step.private ? 'practice.write.private' : 'practice.write.short')}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            rows={4}
            maxLength={MOST_CHARACTERS}
            aria-describedby={describedBy}
            value={said}
            onInput={(event) => {
              coach.type(event.currentTarget.value);
            }}
          />
        )}
      </Field>
      <Act
        {...(said.trim() ? {} : { next: t('practice.skip'), quiet: true })}
        onNext={() => {
          const now = said.trim();
          tell(now);
          coach.answer(now || null);
        }}
      />
    </>
  );
}

/** A card of two halves. With one of them empty there is no card. */
export function Plan({ step, run }: Given<'plan'>): JSX.Element {
  const { coach } = useParts();
  const tell = useTold(run);
  const words = wordsAt(run);
  const halves = Array.isArray(words) ? (words as readonly string[]) : ['', ''];
  const isWhole = halves.every((each) => each.trim() !== '');
  return (
    <>
      <div class="plan-card">
        {[step.if, step.then].map((opening, half) => (
          <Half
            key={opening}
            opening={opening}
            value={halves[half] ?? ''}
            change={(value) => {
              coach.type(halves.map((each, at) => (at === half ? value : each)));
            }}
          />
        ))}
      </div>
      <Act
        {...(isWhole ? {} : { next: t('practice.skip'), quiet: true })}
        onNext={() => {
          tell(halves);
          coach.answer(isWhole ? halves.map((each) => each.trim()) : null);
        }}
      />
    </>
  );
}

function Half(given: { opening: string; value: string; change: (value: string) => void }): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{given.opening}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={MOST_CHARACTERS / 2}
        value={given.value}
        onInput={(event) => {
          given.change(event.currentTarget.value);
        }}
      />
    </div>
  );
}
