import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { Field } from '../../app/screen.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { responseAt } from '../run.ts';
import type { Given } from './given.ts';

const MOST_CHARACTERS = 4000;

/** A few words, which can always be left out. */
export function Write({ step, run }: Given<'text'>): JSX.Element {
  const { coach, listen } = useParts();
  const before = responseAt(run, run.at);
  const said = useSignal(typeof before === 'string' ? before : '');
  return (
    <>
      <Field label={t('practice.write')} hint={t(step.private ? 'practice.write.private' : 'practice.write.short')}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            rows={4}
            maxLength={MOST_CHARACTERS}
            aria-describedby={describedBy}
            value={said.value}
            onInput={(event) => {
              said.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <Act
        {...(said.value.trim() ? {} : { next: t('practice.skip'), quiet: true })}
        onNext={() => {
          const now = said.value.trim();
          listen(now);
          coach.answer(now || null);
        }}
      />
    </>
  );
}

/** A card of two halves. With one of them empty there is no card. */
export function Plan({ step, run }: Given<'plan'>): JSX.Element {
  const { coach, listen } = useParts();
  const before = responseAt(run, run.at);
  const halves = useSignal<readonly string[]>(Array.isArray(before) ? (before as readonly string[]) : ['', '']);
  const isWhole = (): boolean => halves.value.every((each) => each.trim() !== '');
  return (
    <>
      <div class="plan-card">
        {[step.if, step.then].map((opening, half) => (
          <Half
            key={opening}
            opening={opening}
            value={halves.value[half] ?? ''}
            change={(value) => {
              halves.value = halves.value.map((each, at) => (at === half ? value : each));
            }}
          />
        ))}
      </div>
      <Act
        {...(isWhole() ? {} : { next: t('practice.skip'), quiet: true })}
        onNext={() => {
          listen(halves.value);
          coach.answer(isWhole() ? halves.value.map((each) => each.trim()) : null);
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
