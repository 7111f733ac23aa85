import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { zoneHere } from '../sharing/here.ts';
import { clockInWords } from '../weeks/dates.ts';
import { t } from '../words/index.ts';
import { Night } from './Night.tsx';
import type { Known } from './reminders.ts';
import { isStill, nextOf, refusalInWords, whenOf } from './saying.ts';
import type { Change, Reminder } from './shapes.ts';

/** One reminder: when it comes next, what it says and to whom, and the ways to change or to be rid of it. */
export function One(given: { reminder: Reminder; known: Known; settled: () => void; cancel: () => void }): JSX.Element {
  const { reminders, router } = useParts();
  const { reminder, known } = given;
  const comes = !reminder.silent && !known.pause.paused && !isStill(reminder, known);
  return (
    <section class="reminder">
      <h2>{whenOf(reminder)}</h2>
      {reminder.silent && <Silent reminder={reminder} known={known} settled={given.settled} />}
      {comes && <p>{nextOf(reminder)}</p>}
      {reminder.off && <p>{t('reminders.off.here')}</p>}
      {reminder.zone !== zoneHere() && <p class="small">{t('reminders.zone', { zone: reminder.zone })}</p>}
      <p class="small">{t('reminders.says', { text: reminder.text ?? t('reminder.usual') })}</p>
      <p class="small">{t('reminders.to', { address: reminder.channel.address })}</p>
      {reminder.assignment_id !== null && <Task id={reminder.assignment_id} />}
      <div class="pair">
        <Button
          label={`${t('reminders.change')}: ${whenOf(reminder)}`}
          onPress={() => {
            reminders.begin(reminder.id);
            router.go('reminder');
          }}
        >
          {t('reminders.change')}
        </Button>
        <Button label={`${t('reminders.cancel')}: ${whenOf(reminder)}`} onPress={given.cancel}>
          {t('reminders.cancel')}
        </Button>
      </div>
    </section>
  );
}

/** Quiet hours were laid over it since it was set. */
function Silent(given: { reminder: Reminder; known: Known; settled: () => void }): JSX.Element {
  const { reminder, known } = given;
  const { reminders } = useParts();
  const said = useSignal('');
  const settle = async (change: Change): Promise<void> => {
    const answer = await reminders.settle(reminder.id, change);
    if (answer.ok) given.settled();
    else said.value = refusalInWords(answer.problem);
  };
  return (
    <>
      <p>{t('reminders.night.silent', { time: clockInWords(reminder.at) })}</p>
      <Night
        at={reminder.at}
        quiet={known.quiet}
        move={(at) => void settle({ at })}
        allow={() => void settle({ at_night: true })}
      />
      <p role="status">{said.value}</p>
    </>
  );
}

/** The task it is for, by its name as soon as the plan is here. */
export function Task({ id }: { id: string }): JSX.Element {
  const { plans } = useParts();
  useEffect(() => {
    if (!plans.known.value) void plans.open();
  }, [plans]);
  const title = plans.known.value?.plan.assignments.find((each) => each.id === id)?.title;
  return <p class="small">{title ? t('reminders.task', { title }) : t('reminders.task.some')}</p>;
}
