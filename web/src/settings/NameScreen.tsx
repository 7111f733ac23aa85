import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { filesOf, NAMES } from '../app/names.ts';
import { Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import './settings.css';

/** Under which name and picture the app stands among others. */
export function NameScreen(): JSX.Element {
  const { naming } = useParts();
  return (
    <Screen title={t('name.title')}>
      <p>{t('name.about')}</p>
      <div role="group" aria-label={t('name.title')} class="names">
        {NAMES.map((each) => (
          <button
            key={each}
            type="button"
            class="button quiet"
            aria-pressed={naming.name.value === each}
            onClick={() => {
              naming.choose(each);
            }}
          >
            <img src={filesOf(each).picture} alt="" width="56" height="56" />
            {t(`name.${each}`)}
          </button>
        ))}
      </div>
      <h2>{t('name.home')}</h2>
      <p>{t('name.home.first')}</p>
      <p>{t('name.home.change')}</p>
      <p class="small">{t('name.kept')}</p>
    </Screen>
  );
}
