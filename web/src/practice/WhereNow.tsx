import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { wordOf } from '../moment/Chosen.tsx';
import { Strength } from '../moment/Strength.tsx';
import { t } from '../words/index.ts';
import type { Silent } from './afterwards.ts';

/** One question, and it is as good to leave it. */
export function WhereNow({ about }: { about: Silent }): JSX.Element {
  const { afterwards, coach, sayNow } = useParts();
  const intensity = useSignal<number | null>(null);
  const said = intensity.value;
  const leave = (): void => {
    void afterwards.close();
    if (coach.led.value?.run.id === about.id) coach.close();
    else coach.leftAlone.add(about.id);
  };
  return (
    <Screen title={t('practice.now.title')} way="none">
      <p>{before(about)}</p>
      <Strength draft={{ intensity }} />
      {said !== null && (
        <Button
          kind="main"
          onPress={() => {
            sayNow(about, said);
          }}
        >
          {t('practice.end.said')}
        </Button>
      )}
      <Button onPress={leave}>{t('practice.now.not')}</Button>
      <p class="small">{t('practice.now.once')}</p>
    </Screen>
  );
}

function before({ feelings, before: number }: Silent): string {
  const words = feelings.map(wordOf).join(t('offer.between'));
  return number === null ? t('practice.now.words', { words }) : t('practice.now.before', { words, number });
}
