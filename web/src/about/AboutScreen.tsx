import type { JSX } from 'preact';
import { Notice, Screen, Way } from '../app/screen.tsx';
import { ReadButton } from '../learn/reading.tsx';
import { t } from '../words/index.ts';

const PARTS = ['not', 'nobody', 'who', 'sealed', 'kept'] as const;

export function AboutScreen(): JSX.Element {
  return (
    <Screen title={t('about.title')}>
      <p>{t('about.what')}</p>
      <Notice>
        <strong>{t('about.review')}</strong> {t('about.review.what')}
      </Notice>
      {PARTS.map((part) => (
        <section key={part}>
          <h2>{t(`about.${part}.title`)}</h2>
          <p>{t(`about.${part}`)}</p>
        </section>
      ))}
      <ReadButton page="common-questions">{t('learn.questions')}</ReadButton>
      <p class="small">{t('about.font')}</p>
      <Way kind="plain" href="/font-licence.txt">
        {t('about.licence')}
      </Way>
    </Screen>
  );
}
