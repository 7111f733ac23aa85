import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { counted } from '../words/index.ts';
import { countsOf } from './saying.ts';
import type { Task, Today } from './shapes.ts';
import { isGentle, versionsOf } from './today.ts';

type Fit = Today['tasks'][number];

/** One task in the plan: its name, and what of it fits now. */
export function TaskRow({ task, fit }: { task: Task; fit: Fit | null }): JSX.Element {
  const { plans, router } = useParts();
  const [first] = versionsOf(task, isGentle(plans.now.value, task));
  const text = fit ? fit.text : first?.text;
  const waits = plans.waiting.value.filter((each) => each.task === task.id).length;
  const open = (): void => {
    plans.at.value = task.id;
    router.go('task');
  };
  return (
    <button type="button" class="row task" onClick={open}>
      <span class="row-name">{task.title}</span>
      {text && task.status === 'active' && <span>{text}</span>}
      {fit && <span class="hint">{fit.words}</span>}
      <span class="hint">{countsOf(task)[0]}</span>
      {waits > 0 && <span class="hint">{counted('plan.waits', waits)}</span>}
    </button>
  );
}
