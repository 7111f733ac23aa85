import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import type { Known } from './reminders.ts';
import { whenOf } from './saying.ts';

/** One went by three times: it asks, and does not come until something is said. Every answer is one tap. */
export function Asks(given: {
  known: Known;
  cancel: (id: string) => void;
  rest: (resting: boolean) => void;
}): JSX.Element | null {
  const { reminders, router } = useParts();
  const one = given.known.reminders.find(({ id }) => id === given.known.asks?.reminder_id);
  if (!one) return null;
  const move = (): void => {
    reminders.begin(one.id);
    router.go('reminder');
  };
  const cancel = (): void => {
    given.cancel(one.id);
  };
  return (
    <section class="notice today">
      <h2>{t('reminders.asks')}</h2>
      <p>{t('reminders.asks.which', { when: whenOf(one) })}</p>
      {given.known.reminders.length > 1 && <p class="small">{t('reminders.asks.others')}</p>}
      <div class="pair">
        <Button onPress={move}>{t('reminders.asks.time')}</Button>
        <Button onPress={cancel}>{t('reminders.asks.task')}</Button>
        <Button
          onPress={() => {
            given.rest(true);
          }}
        >
          {t('reminders.asks.rest')}
        </Button>
        <Button
          onPress={() => {
            given.rest(false);
          }}
        >
          {t('reminders.asks.keep')}
        </Button>
      </div>
    </section>
  );
}
