import type { JSX } from 'preact';
import { Notice, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import './learn.css';
import { pages, reviewed } from './pages.ts';
import { useReading } from './reading.tsx';

/** What there is to read. */
export function LearnScreen(): JSX.Element {
  const read = useReading();
  return (
    <Screen title={t('learn.title')}>
      <ul class="rows">
        {pages.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              class="row"
              onClick={() => {
                read(each.id);
              }}
            >
              <span class="row-name">{each.title}</span>
              <span class="hint">{each.lead}</span>
            </button>
          </li>
        ))}
      </ul>
      {!reviewed && <Notice>{t('about.review')}</Notice>}
    </Screen>
  );
}
