import type { ComponentChildren, JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { LinkButton } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Gate } from './Gate.tsx';
import { History } from './History.tsx';
import type { Known } from './plans.ts';
import { Asked } from './Asked.tsx';
import { countsOf } from './saying.ts';
import type { Task } from './shapes.ts';
import { TaskCard } from './TaskCard.tsx';
import { Versions } from './Versions.tsx';
import { Ways } from './Ways.tsx';
import { PlanScreen } from './PlanScreen.tsx';

/** One task: its sizes, how it goes, what happened, and every way to change it or to be rid of it. */
export function TaskScreen(): JSX.Element {
  return (
    <OneTask>
      {(task, known) => (
        <>
          <Asked task={task} barriers={known.barriers} />
          {task.status === 'active' && <Versions task={task} />}
          {task.status === 'paused' && <p>{t('plan.rests')}</p>}
          {task.status === 'let_go' && <p role="status">{t('plan.letgo.said')}</p>}
          {task.status === 'active' && <LinkButton to="not-this-time">{t('plan.not')}</LinkButton>}
          <TaskCard task={task} />
          <Counts task={task} />
          {task.status !== 'let_go' && <Ways task={task} />}
          <History task={task} barriers={known.barriers} />
        </>
      )}
    </OneTask>
  );
}

/** A screen about the task that is looked at; the whole plan where there is none, as after a reload. */
export function OneTask(given: {
  title?: string;
  children: (task: Task, known: Known) => ComponentChildren;
}): JSX.Element {
  const { plans } = useParts();
  const { known } = plans;
  const task = known.value?.plan.assignments.find((each) => each.id === plans.at.value);
  if (!task) return <PlanScreen />;
  return (
    <Gate title={given.title ?? task.title}>
      {(here) => (
        <>
          {given.title && <p class="hint">{task.title}</p>}
          {given.children(task, here)}
        </>
      )}
    </Gate>
  );
}

function Counts({ task }: { task: Task }): JSX.Element | null {
  const said = countsOf(task);
  if (said.length === 0) return null;
  return (
    <ul class="counts">
      {said.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
