import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Alone, Waiting } from './Before.tsx';
import { Editing } from './Editing.tsx';
import './reminders.css';

/** One reminder as a form: a new one, or the one that is being changed. */
export function ReminderScreen(): JSX.Element {
  const { session, reminders } = useParts();
  const who = session.subject.value;
  useEffect(() => {
    if (!reminders.known.value) void reminders.look();
  }, [reminders, who]);
  const known = reminders.known.value;
  return (
    <Screen title={t(reminders.at.value === null ? 'reminder.new' : 'reminder.change')}>
      {who === null && <Alone />}
      {who !== null && !known && <Waiting />}
      {who !== null && known && <Editing known={known} />}
    </Screen>
  );
}
