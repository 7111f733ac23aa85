import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { LinkButton, Notice, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import type { Known } from './plans.ts';
import { dayAndTime } from './saying.ts';
import './plan.css';

/** A screen of the plan for whoever has joined; for anybody else, what it is for. */
export function Gate(given: { title: string; children: (known: Known) => ComponentChildren }): JSX.Element {
  const { plans, session } = useParts();
  const who = session.subject.value;
  useEffect(() => {
    if (who !== null) void plans.open();
  }, [plans, who]);
  const known = plans.known.value;
  return (
    <Screen title={given.title}>
      {who === null && <Unjoined />}
      {who !== null && !known && <p role="status">{t(plans.trouble.value ? 'plan.nowhere' : 'plan.wait')}</p>}
      {who !== null && known && (
        <>
          <Kept known={known} />
          {given.children(known)}
        </>
      )}
    </Screen>
  );
}

function Kept(given: { known: Known }): JSX.Element | null {
  const { plans } = useParts();
  if (!plans.trouble.value) return null;
  return <Notice live>{t('plan.kept', { when: dayAndTime(given.known.at) })}</Notice>;
}

function Unjoined(): JSX.Element {
  return (
    <>
      <p>{t('plan.unjoined')}</p>
      <p>{t('plan.unjoined.else')}</p>
      <LinkButton to="join">{t('join.way')}</LinkButton>
    </>
  );
}
