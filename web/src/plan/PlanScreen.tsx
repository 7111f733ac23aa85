import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { LinkButton, Rows } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Gate } from './Gate.tsx';
import { NowAsked } from './NowAsked.tsx';
import type { Known } from './plans.ts';
import { dayOf } from './saying.ts';
import type { Task, Today } from './shapes.ts';
import { TaskRow } from './TaskRow.tsx';
import { INTENSITY } from './today.ts';

/** The plan: what there is to try, each in the size that fits now. */
export function PlanScreen(): JSX.Element {
  return <Gate title={t('plan.title')}>{(known) => <Whole known={known} />}</Gate>;
}

function Whole({ known }: { known: Known }): JSX.Element {
  const of = (status: Task['status']): Task[] => known.plan.assignments.filter((each) => each.status === status);
  const today = useToday(known);
  const active = of('active');
  return (
    <>
      <Proposals known={known} />
      {active.length > 0 ? <NowAsked /> : <p>{t('plan.empty')}</p>}
      {today?.first && (
        <div class="calm" role="status">
          <p>{t('plan.first')}</p>
          <LinkButton to="home">{t('plan.first.go')}</LinkButton>
        </div>
      )}
      {active.length > 0 && (
        <section>
          <h2>{t('plan.tasks')}</h2>
          <ul class="tasks">
            {active.map((task) => (
              <li key={task.id}>
                <TaskRow task={task} fit={today?.tasks.find((each) => each.assignment_id === task.id) ?? null} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <LinkButton kind={active.length > 0 ? 'quiet' : 'main'} to="add-task">
        {t('plan.add')}
      </LinkButton>
      <Rows of={[{ to: 'session', name: t('plan.session'), what: sessionOf(known) }]} />
      <Aside title={t('plan.resting')} tasks={of('paused')} />
      <Aside title={t('plan.gone')} tasks={of('let_go')} />
    </>
  );
}

/** Which size fits, as the coach says, once both halves of the question are answered; null without an answer. */
function useToday(known: Known): Today | null {
  const { plans, client } = useParts();
  const today = useSignal<Today | null>(null);
  const { energy, strength } = plans.now.value;
  useEffect(() => {
    let still = true;
    today.value = null;
    if (energy === null || strength === null) return undefined;
    void client.post<Today>('/v1/plan/today', { energy, intensity: INTENSITY[strength] }).then((answer) => {
      if (still && answer.ok) today.value = answer.data;
    });
    return () => {
      still = false;
    };
  }, [client, energy, strength, known.plan, today]);
  return today.value;
}

function sessionOf({ plan }: Known): string {
  return plan.session.date ? t('plan.session.on', { day: dayOf(plan.session.date) }) : t('plan.session.what');
}

function Proposals({ known }: { known: Known }): JSX.Element | null {
  const { plans, router } = useParts();
  const proposals = known.plan.proposals ?? [];
  if (proposals.length === 0) return null;
  return (
    <section>
      <h2>{t('plan.proposals')}</h2>
      <ul class="tasks">
        {proposals.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              class="row task"
              onClick={() => {
                plans.at.value = each.id;
                router.go('proposal');
              }}
            >
              <span class="row-name">{each.title}</span>
              <span class="hint">{each.versions.tiny}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tasks that nobody is asked about now. */
function Aside(given: { title: string; tasks: readonly Task[] }): JSX.Element | null {
  if (given.tasks.length === 0) return null;
  return (
    <details>
      <summary>{given.title}</summary>
      <ul class="tasks">
        {given.tasks.map((task) => (
          <li key={task.id}>
            <TaskRow task={task} fit={null} />
          </li>
        ))}
      </ul>
    </details>
  );
}
