import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { Strength } from '../moment/Strength.tsx';
import { One } from '../moment/Tags.tsx';
import '../moment/moment.css';
import { t } from '../words/index.ts';
import { Dim } from './Dim.tsx';
import type { Led } from './holding.ts';
import type { Helped } from './run.ts';

const HELPED: readonly Helped[] = ['helped', 'a_bit', 'no', 'worse'];

/** What is asked after a practice, and what may come then. */
export function EndScreen({ led }: { led: Led }): JSX.Element {
  return led.run.rated ? <Then led={led} /> : <Ask led={led} />;
}

function Ask({ led }: { led: Led }): JSX.Element {
  const { coach } = useParts();
  const { intensity, helped } = coach.saying(led.run.id);
  const silent = intensity.value === null && helped.value === null;
  return (
    <Screen title={t('practice.end.title')} way="none">
      <p>{t(led.run.end?.how === 'stopped' ? 'practice.end.stopped' : 'practice.end.finished')}</p>
      <Strength draft={{ intensity }} />
      <One
        label={t('practice.end.helped')}
        of={HELPED}
        at={helped.value}
        say={(each) => t(`practice.end.helped.${each}`)}
        choose={(each) => {
          helped.value = each;
        }}
      />
      <p class="small">{t('practice.end.optional')}</p>
      <Button
        kind={silent ? 'quiet' : 'main'}
        onPress={() => {
          coach.rate({ intensity: intensity.value, helped: helped.value });
        }}
      >
        {t(silent ? 'practice.end.skip' : 'practice.end.said')}
      </Button>
      {led.steps.at(-1)?.dims && <Dim />}
    </Screen>
  );
}

function Then({ led }: { led: Led }): JSX.Element {
  const { coach, router } = useParts();
  const worse = led.run.rated?.helped === 'worse';
  return (
    <Screen title={t('practice.then.title')} way="none">
      {worse && <p>{t('practice.then.worse')}</p>}
      {worse && <LinkButton to="help">{t('app.help')}</LinkButton>}
      <Button
        kind="main"
        onPress={() => {
          router.go('home');
          coach.close();
        }}
      >
        {t('practice.then.enough')}
      </Button>
      <LinkButton to="practices">{t('practice.then.other')}</LinkButton>
      {!worse && (
        <Button
          kind="plain"
          onPress={() => {
            const { technique, size, checkIn, feelings } = led.run;
            void coach.begin({ technique, size, checkIn, feelings });
          }}
        >
          {t('practice.then.again')}
        </Button>
      )}
    </Screen>
  );
}
