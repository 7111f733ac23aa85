import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { wordOf } from './Chosen.tsx';
import { strengthWord } from './Strength.tsx';

/** What somebody sees once a moment is on its way. */
export function SentScreen(): JSX.Element {
  const { router, moments } = useParts();
  const last = moments.sent.value;
  return (
    <Screen title={t('sent.title')} way="none">
      {last && (
        <p>
          {t('sent.what', {
            words: last.emotions.map(wordOf).join(t('sent.between')),
            number: last.intensity,
            word: strengthWord(last.intensity),
          })}
        </p>
      )}
      <section class="calm">
        <h2>{t('help.calm.title')}</h2>
        <p>{t('help.calm.one')}</p>
        <p>{t('help.calm.two')}</p>
        <p>{t('help.calm.three')}</p>
      </section>
      <Button
        onPress={() => {
          router.go('home');
        }}
      >
        {t('sent.again')}
      </Button>
      <LinkButton kind="plain" to="help">
        {t('app.help')}
      </LinkButton>
    </Screen>
  );
}
