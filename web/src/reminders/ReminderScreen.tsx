import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
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

function Alone(): JSX.Element {
  return (
    <>
      <p>{t('reminders.alone')}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
    </>
  );
}

function Waiting(): JSX.Element {
  const { reminders } = useParts();
  const away = reminders.trouble.value !== null;
  return (
    <>
      <p role="status">{t(away ? 'reminders.away' : 'reminders.wait')}</p>
      {away && <Button onPress={() => void reminders.look()}>{t('app.again')}</Button>}
    </>
  );
}
