import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';

const PARTS = ['what', 'not', 'nobody', 'who', 'yours'] as const;

/** What is good to know before the first check-in, in a minute. */
export function WelcomeScreen(): JSX.Element {
  const { router } = useParts();
  return (
    <Screen title={t('welcome.title')} way="none">
      {PARTS.map((part) => (
        <section key={part}>
          <h2>{t(`welcome.${part}.title`)}</h2>
          <p>{t(`welcome.${part}`)}</p>
        </section>
      ))}
      <Button
        kind="main"
        onPress={() => {
          router.instead('home');
        }}
      >
        {t('welcome.start')}
      </Button>
    </Screen>
  );
}
