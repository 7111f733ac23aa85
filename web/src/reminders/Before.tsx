import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { t } from '../words/index.ts';

/** Nobody has joined, so there is nobody to remind. */
export function Alone(): JSX.Element {
  return (
    <>
      <p>{t('reminders.alone')}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
    </>
  );
}

/** What is said while the reminders are not known, or not as they are now. */
export function Waiting(): JSX.Element {
  const { reminders } = useParts();
  const away = reminders.trouble.value !== null;
  return (
    <>
      <p role="status">{away ? t('reminders.away') : !reminders.known.value && t('reminders.wait')}</p>
      {away && <Button onPress={() => void reminders.look()}>{t('app.again')}</Button>}
    </>
  );
}
