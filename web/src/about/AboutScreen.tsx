import type { JSX } from 'preact';
import { Screen, Way } from '../app/screen.tsx';
import { t } from '../words/index.ts';

export function AboutScreen(): JSX.Element {
  return (
    <Screen title={t('about.title')}>
      <p>{t('about.what')}</p>
      <p>{t('about.nobody')}</p>
      <p>{t('about.not')}</p>
      <p>{t('about.review')}</p>
      <p>{t('about.kept')}</p>
      <p class="small">{t('about.font')}</p>
      <Way kind="plain" href="/font-licence.txt">
        {t('about.licence')}
      </Way>
    </Screen>
  );
}
