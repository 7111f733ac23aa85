import type { JSX } from 'preact';
import { counted, t } from '../words/index.ts';
import type { Task } from './shapes.ts';

/** How a task goes: why, when, after what, and together with what. */
export function TaskCard({
  task,
}: {
  task: Pick<Task, 'why' | 'anchor' | 'if_then' | 'bundle' | 'bundle_hint' | 'target' | 'versions'>;
}): JSX.Element | null {
  const { why, anchor, if_then: ifThen, bundle, target } = task;
  if (!why && !anchor && !ifThen && !bundle && !target) return null;
  return (
    <section class="calm how">
      <h2>{t('plan.card')}</h2>
      {why && (
        <p>
          <span class="hint">{t('plan.because')}: </span>
          {why}
        </p>
      )}
      {anchor && <p>{t('plan.anchor', { after: anchor.after, tiny: task.versions.tiny })}</p>}
      {anchor?.usual_time && <p class="hint">{t('plan.anchor.at', { time: anchor.usual_time })}</p>}
      {ifThen && <p>{t('plan.ifthen', { cue: ifThen.cue, action: ifThen.action })}</p>}
      {ifThen?.said && <p class="hint">{t('plan.ifthen.said')}</p>}
      {ifThen && !ifThen.active && <p class="hint">{t('plan.ifthen.rests')}</p>}
      {bundle && <p>{t('plan.bundle', { bundle })}</p>}
      {task.bundle_hint && <p class="hint">{task.bundle_hint}</p>}
      {target?.times_per_week && <p>{counted('plan.target.week', target.times_per_week)}</p>}
      {target?.when && <p>{t('plan.target.when', { when: target.when })}</p>}
    </section>
  );
}
