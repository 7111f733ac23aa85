import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Choice, Rows, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';

export function SettingsScreen(): JSX.Element {
  const { look } = useParts();
  return (
    <Screen title={t('settings.title')}>
      <Choice
        label={t('settings.look')}
        value={look.value}
        options={[
          ['auto', t('settings.look.auto')],
          ['light', t('settings.look.light')],
          ['dark', t('settings.look.dark')],
        ]}
        onChoose={(value) => {
          look.value = value;
        }}
      />
      <p class="small">{t('settings.kept')}</p>
      <Rows
        of={[
          { to: 'reminders', name: t('reminders.title'), what: t('reminders.what') },
          { to: 'quiet', name: t('quiet.title'), what: t('quiet.what') },
          { to: 'cautions', name: t('cautions.title'), what: t('cautions.what') },
        ]}
      />
    </Screen>
  );
}
