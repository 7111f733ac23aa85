import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Choice, Rows, Screen } from '../app/screen.tsx';
import { Country } from '../safety/Country.tsx';
import { t } from '../words/index.ts';

export function SettingsScreen(): JSX.Element {
  const { choices, session } = useParts();
  const joined = session.subject.value !== null;
  return (
    <Screen title={t('settings.title')}>
      <Choice
        label={t('settings.look')}
        value={choices.look.value}
        options={[
          ['auto', t('settings.look.auto')],
          ['light', t('settings.look.light')],
          ['dark', t('settings.look.dark')],
        ]}
        onChoose={choices.chooseLook}
      />
      <Country hint={t('settings.country')} />
      <p class="small" role="status">
        {!joined ? t('settings.kept') : choices.untold.value && t('settings.country.here')}
      </p>
      <Rows
        of={[
          { to: 'reminders', name: t('reminders.title'), what: t('reminders.what') },
          { to: 'quiet', name: t('quiet.title'), what: t('quiet.what') },
          { to: 'cautions', name: t('cautions.title'), what: t('cautions.what') },
          { to: 'hidden', name: t('hidden.title'), what: t('hidden.what') },
          { to: 'name', name: t('name.title'), what: t('name.what') },
          { to: 'browser', name: t('browser.title'), what: t('browser.what') },
        ]}
      />
    </Screen>
  );
}
