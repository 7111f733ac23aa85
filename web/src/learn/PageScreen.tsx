import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { LinkButton, Screen, Way } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import './learn.css';
import { LearnScreen } from './LearnScreen.tsx';
import { pageOf, type Page, type Source } from './pages.ts';

/** One page to read; the list of them where a reload has forgotten which. */
export function PageScreen(): JSX.Element {
  const page = pageOf(useParts().reading.value);
  return page ? <Read key={page.id} page={page} /> : <LearnScreen />;
}

function Read({ page }: { page: Page }): JSX.Element {
  return (
    <Screen title={page.title}>
      <p class="lead">{page.lead}</p>
      {page.sections.map((each) => (
        <section key={each.key}>
          <h2>{each.heading}</h2>
          {each.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {each.points.length > 0 && <Points of={each.points} />}
        </section>
      ))}
      {page.references.length > 0 && <Sources of={page.references} />}
      <LinkButton to="learn">{t('learn.all')}</LinkButton>
    </Screen>
  );
}

function Points(given: { of: readonly string[] }): JSX.Element {
  return (
    <ul class="points">
      {given.of.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

/** What its sentences rest on. Where nobody has looked a source up yet, that stands beside it. */
function Sources(given: { of: readonly Source[] }): JSX.Element {
  return (
    <details class="calm">
      <summary>{t('learn.sources')}</summary>
      <ul class="points">
        {given.of.map((each) => (
          <li key={each.id}>
            {each.cite}
            {each.status !== 'checked' && <p class="small">{t('learn.recalled')}</p>}
            <Way kind="plain" href={`https://doi.org/${each.doi}`}>
              {t('learn.source')}
            </Way>
          </li>
        ))}
      </ul>
    </details>
  );
}
