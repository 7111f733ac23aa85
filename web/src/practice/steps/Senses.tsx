import type { JSX } from 'preact';
import { useParts } from '../../app/context.ts';
import { counted, t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { elapsed, started } from '../clock.ts';
import type { Run } from '../run.ts';
import { useAwake, useNow } from '../ticking.ts';
import type { Given } from './given.ts';

/** As many as can be taken in at a glance; more of them would only be counted. */
const FEW = 10;

/** One thing to notice after the other. With a time they come by themselves; a tap is always quicker. */
export function Senses({ step, run }: Given<'senses'>): JSX.Element {
  const { coach } = useParts();
  const many = step.notice.length;
  const each = step.seconds ? step.seconds / many : Infinity;
  const tapped = lastTap(run);
  const now = useNow(step.seconds !== null);
  const place = Math.min(tapped.place + Math.floor(elapsed(started(tapped.at), now) / each), many - 1);
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
          if (more) coach.type([place + 1, Date.now()].map(String));
          else coach.answer(null);
        }}
      />
    </>
  );
}

/** Which thing came up with the last tap, and when; before the first one, the first thing as the step came up. */
function lastTap(run: Run): { place: number; at: number } {
  const typed = run.typed[run.at];
  const [place = 0, at = 0] = Array.isArray(typed) ? (typed as readonly string[]).map(Number) : [];
  return { place, at: Math.max(at, run.since) };
}
