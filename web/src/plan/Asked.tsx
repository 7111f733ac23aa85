import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { pathOf } from './plans.ts';
import { barrierWords, kindly } from './saying.ts';
import type { Barrier, Task } from './shapes.ts';

/** What the plan asks about a task: to change it where the same thing got in the way twice; to let it grow. */
export function Asked(given: { task: Task; barriers: readonly Barrier[] }): JSX.Element | null {
  const { task, barriers } = given;
  if (task.change_first) return <ChangeFirst task={task} asked={task.change_first} barriers={barriers} />;
  if (!task.ask_to_grow || !task.grow) return null;
  return (
    <section class="calm">
      <p>{task.grow}</p>
      <LinkButton to="change-task">{t('plan.change')}</LinkButton>
    </section>
  );
}

function ChangeFirst(given: {
  task: Task;
  asked: NonNullable<Task['change_first']>;
  barriers: readonly Barrier[];
}): JSX.Element {
  const { plans } = useParts();
  const trouble = useSignal('');
  const leave = async (): Promise<void> => {
    const answer = await plans.change<Task>('post', pathOf(given.task.id, 'leave-as-it-is'), {});
    trouble.value = answer.ok ? '' : kindly(answer.problem);
  };
  return (
    <section class="calm">
      <p>{t('plan.changefirst', { barrier: barrierWords(given.asked.barrier, given.barriers) })}</p>
      <p>{given.asked.fix}</p>
      <div class="pair">
        <LinkButton to="smaller">{t('plan.smaller')}</LinkButton>
        <Button onPress={() => void leave()}>{t('plan.leave')}</Button>
      </div>
      <p role="status">{trouble.value}</p>
    </section>
  );
}
