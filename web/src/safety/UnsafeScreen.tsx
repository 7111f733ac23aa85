import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Guard } from '../app/guard.tsx';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Country } from './Country.tsx';
import { directory, SHOW_UNCHECKED } from './directory.ts';
import { Checked, Danger, Emergency, Lines } from './Listed.tsx';
import { numbersFor } from './numbers.ts';

/** For somebody who is not safe where they are (safety.md S10): numbers and a way out, and nothing before them. */
export function UnsafeScreen(): JSX.Element {
  const { country, leave } = useParts();
  const { emergency, unsafeHome, notice } = numbersFor(directory, country.value, new Date(), SHOW_UNCHECKED);
  return (
    <Screen title={t('unsafe.title')}>
      <Danger numbers={emergency} />
      <Emergency numbers={emergency} />
      <Button onPress={leave}>{t('app.leave')}</Button>
      <p class="small">{t('unsafe.leave')}</p>
      {unsafeHome.length > 0 && (
        <section>
          <h2>{t('unsafe.lines')}</h2>
          <Lines lines={unsafeHome} />
        </section>
      )}
      <p>{t('unsafe.fault')}</p>
      <p class="small">{t('unsafe.trace')}</p>
      <Guard>
        <Country />
      </Guard>
      <Checked notice={notice} />
      <LinkButton kind="plain" to="help">
        {t('unsafe.more')}
      </LinkButton>
    </Screen>
  );
}
