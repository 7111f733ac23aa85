import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { LinkButton, Notice, Screen } from '../app/screen.tsx';
import { useAgainst, useTechniques } from '../practice/PracticesScreen.tsx';
import type { Against } from '../practice/suiting.ts';
import { language, t } from '../words/index.ts';
import { Hiding } from './Hiding.tsx';
import type { Shown } from './profile.ts';

/** What is not offered any more, or comes later, and the way back. */
export function HiddenScreen(): JSX.Element {
  const who = useParts().session.subject.value;
  return (
    <Screen title={t('hidden.title')}>
      <p>{t('hidden.about')}</p>
      {who === null ? <Alone /> : <Known key={who} />}
    </Screen>
  );
}

function Alone(): JSX.Element {
  return (
    <>
      <p>{t('hidden.alone')}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
    </>
  );
}

function Known(): JSX.Element {
  const { profiles } = useParts();
  const away = useSignal(false);
  const look = async (): Promise<void> => {
    away.value = !(await profiles.renew()).ok;
  };
  useEffect(() => void look(), [profiles]);
  const shown = profiles.read.value?.shown;
  return (
    <>
      <p role="status">{away.value && t('hidden.away')}</p>
      {shown?.rest_inward_until && <Rests until={shown.rest_inward_until} />}
      {shown && <Lists shown={shown} />}
    </>
  );
}

/** Practices of breath and body come later for a while: the rule is the services' own, and ends by itself. */
function Rests(given: { until: string }): JSX.Element {
  const day = new Intl.DateTimeFormat(language.value, { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <Notice>
      <h2>{t('hidden.rests')}</h2>
      <p>{t('hidden.rests.why')}</p>
      <p>{t('hidden.rests.until', { day: day.format(new Date(given.until)) })}</p>
    </Notice>
  );
}

function Lists({ shown }: { shown: Shown }): JSX.Element {
  const harmed = leftOut(useAgainst());
  return (
    <>
      {shown.hidden.length + harmed.length === 0 && <p>{t('hidden.none')}</p>}
      <List title={t('hidden.yours')} ids={shown.hidden} />
      <List title={t('hidden.left')} ids={harmed} harmed />
      <p class="small">{t('hidden.floor')}</p>
    </>
  );
}

/** Whatever was in the list stays in it while the screen is open, so that nothing moves away under a finger. */
function List(given: { title: string; ids: readonly string[]; harmed?: true }): JSX.Element | null {
  const names = useTechniques().value;
  const all = useRef(new Set<string>()).current;
  for (const id of given.ids) all.add(id);
  if (all.size === 0) return null;
  return (
    <section>
      <h2>{given.title}</h2>
      <ul class="rows">
        {[...all].map((id) => {
          const name = names?.get(id)?.name ?? '';
          return (
            <li key={id} class="hidden-one">
              <p>{name}</p>
              <Hiding id={id} name={name} harmed={given.harmed === true && given.ids.includes(id)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function leftOut(against: Against): readonly string[] {
  const harmed = Object.entries(against).filter(([, reasons]) => reasons.some(({ code }) => code === 'harmed'));
  return harmed.map(([id]) => id);
}
