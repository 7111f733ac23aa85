import type { JSX } from 'preact';
import { LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import './settings.css';

const LIMITS = ['messages', 'open', 'history', 'hands', 'leave', 'room', 'files'] as const;

/** What an app in a browser cannot do for somebody, so that nobody counts on it. */
export function BrowserScreen(): JSX.Element {
  return (
    <Screen title={t('browser.title')}>
      <p>{t('browser.about')}</p>
      {LIMITS.map((each) => (
        <section key={each} class="limit">
          <h2>{t(`browser.${each}`)}</h2>
          <p>{t(`browser.${each}.text`)}</p>
        </section>
      ))}
      <LinkButton to="here">{t('here.title')}</LinkButton>
      <LinkButton to="name">{t('name.title')}</LinkButton>
    </Screen>
  );
}
