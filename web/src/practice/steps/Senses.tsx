import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { counted, t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { elapsed, started } from '../clock.ts';
import { useAwake, useNow } from '../ticking.ts';
import type { Given } from './given.ts';

/** As many as can be taken in at a glance; more of them would only be counted. */
const FEW = 10;

/** One thing to notice after the other. With a time they come by themselves; a tap is always quicker. */
export function Senses({ step, run }: Given<'senses'>): JSX.Element {
  const { coach } = useParts();
  const many = step.notice.length;
  const each = step.seconds ? step.seconds / many : Infinity;
  const [tapped, tap] = useState({ place: 0, clock: started(run.since) });
  const now = useNow(step.seconds !== null);
  const place = Math.min(tapped.place + Math.floor(elapsed(tapped.clock, now) / each), many - 1);
  const more = place + 1 < many;
  useAwake(step.seconds !== null && more && !step.dims);
  return (
    <>
      <p class="notice-one" role="status" key={place}>
        {step.notice[place]}
      </p>
      {many > 1 && <p class="unseen">{counted('practice.senses', many)}</p>}
      {many > 1 && many <= FEW && (
        <div class="notice-dots" aria-hidden="true">
          {step.notice.map((_, at) => (
            <span key={at} class={at <= place ? 'filled' : ''} />
          ))}
        </div>
      )}
      <Act
        quiet={step.dims}
        {...(more ? { next: t(step.dims ? 'practice.senses.word' : 'practice.senses.next') } : {})}
        onNext={() => {
          if (more) tap({ place: place + 1, clock: started(Date.now()) });
          else coach.answer(null);
        }}
      />
    </>
  );
}
