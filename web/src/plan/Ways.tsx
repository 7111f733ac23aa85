import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { afterAnchor, type Typed } from '../reminders/rule.ts';
import { t } from '../words/index.ts';
import { pathOf } from './plans.ts';
import { kindly } from './saying.ts';
import type { Task } from './shapes.ts';

/** Where it has an anchor with its time, a little after that. */
function forTask(task: Task): Typed {
  const usual = task.anchor?.usual_time;
  return { task: task.id, ...(usual && { at: afterAnchor(usual) }) };
}

type Move = 'pause' | 'resume' | 'let-go';

/** What can be done with a task besides doing it. Nobody is asked for a reason. */
export function Ways({ task }: { task: Task }): JSX.Element {
  const { plans, reminders, router } = useParts();
  const trouble = useSignal('');
  const move = async (what: Move): Promise<void> => {
    const answer = await plans.change<Task>('post', pathOf(task.id, what), {});
    trouble.value = answer.ok ? '' : kindly(answer.problem);
  };
  const rests = task.status === 'paused';
  return (
    <section class="task-ways">
      <LinkButton to="questions">{t('plan.five')}</LinkButton>
      <LinkButton to="smaller">{t('plan.smaller')}</LinkButton>
      <LinkButton to="change-task">{t('plan.change')}</LinkButton>
      {!rests && (
        <Button
          onPress={() => {
            reminders.begin(null, forTask(task));
            router.go('reminder');
          }}
        >
          {t('reminders.add')}
        </Button>
      )}
      <Button kind={rests ? 'main' : 'quiet'} onPress={() => void move(rests ? 'resume' : 'pause')}>
        {t(rests ? 'plan.resume' : 'plan.pause')}
      </Button>
      <Button onPress={() => void move('let-go')}>{t('plan.letgo')}</Button>
      <p role="status">{trouble.value}</p>
    </section>
  );
}
