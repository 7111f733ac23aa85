import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { counted, t } from '../words/index.ts';

/** Who uses this device, and the way out. */
export function HereScreen(): JSX.Element {
  const { session, lock } = useParts();
  const joined = session.subject.value !== null;
  return (
    <Screen title={t('here.title')}>
      <Waiting />
      <NotTaken />
      {joined && !session.ended.value ? <p>{t('here.joined')}</p> : <Outside ended={session.ended.value} />}
      {(joined || lock.minutes.value !== null) && <LinkButton to="pin">{t('pin.title')}</LinkButton>}
      {joined && <Leaving />}
    </Screen>
  );
}

function Waiting(): JSX.Element | null {
  const { waiting } = useParts();
  return waiting.value > 0 ? <p>{counted('here.waiting', waiting.value)}</p> : null;
}

function NotTaken(): JSX.Element | null {
  const count = useParts().outbox.refused.value.length;
  if (count === 0) return null;
  return (
    <>
      <p>{counted('app.refused', count)}</p>
      <LinkButton to="refused">{t('app.refused.way')}</LinkButton>
    </>
  );
}

function Outside(given: { ended: boolean }): JSX.Element {
  return (
    <>
      <p>{t(given.ended ? 'here.ended' : 'here.nobody')}</p>
      <LinkButton to="join" kind="main">
        {t(given.ended ? 'here.again' : 'join.title')}
      </LinkButton>
    </>
  );
}

/** Nobody leaves by a slip of the finger, or without knowing what goes and what stays. */
function Leaving(): JSX.Element {
  const { session, outbox, waiting } = useParts();
  const sure = useSignal(false);
  const leave = async (): Promise<void> => {
    await session.leave();
    await outbox.look();
  };
  if (!sure.value) return <Button onPress={() => (sure.value = true)}>{t('here.leave')}</Button>;
  return (
    <section>
      <h2>{t('here.leave')}</h2>
      <p>{t('here.leave.goes')}</p>
      {waiting.value > 0 && <p>{counted('here.leave.waits', waiting.value)}</p>}
      <p>{t('here.leave.back')}</p>
      <Button kind="main" onPress={() => void leave()}>
        {t('here.leave.yes')}
      </Button>
      <Button onPress={() => (sure.value = false)}>{t('here.leave.no')}</Button>
    </section>
  );
}
