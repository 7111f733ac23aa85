import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { unkeptWords } from '../app/state.ts';
import type { Kind } from '../store/order.ts';
import { counted, t } from '../words/index.ts';
import { countsOf } from './record.ts';

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
  const { waiting, session } = useParts();
  if (waiting.value === 0) return null;
  return (
    <>
      <p>{counted('here.waiting', waiting.value)}</p>
      {session.ended.value && <Kept />}
    </>
  );
}

/** What waits while nothing can be sent: how much of which kind, that it is kept, and what a code can still do. */
function Kept(): JSX.Element {
  const kinds = useKinds();
  const parts = useParts();
  return (
    <section class="notice">
      <ul>
        {kinds.map(([kind, count]) => (
          <li key={kind}>{counted(`here.kept.${kind}`, count)}</li>
        ))}
      </ul>
      <p>{parts.outbox.unkept.value > 0 ? unkeptWords(parts) : t('here.kept')}</p>
      <p>{t('here.kept.code')}</p>
    </section>
  );
}

function useKinds(): readonly (readonly [Kind, number])[] {
  const { outbox, waiting } = useParts();
  const kinds = useSignal<readonly (readonly [Kind, number])[]>([]);
  useEffect(() => {
    void outbox.list().then((items) => (kinds.value = countsOf(items.map((each) => each.kind))));
  }, [outbox, kinds, waiting.value]);
  return kinds.value;
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
  const unkept = outbox.unkept.value;
  const kept = waiting.value - unkept;
  const leave = async (): Promise<void> => {
    await session.leave();
    await outbox.look();
  };
  if (!sure.value) return <Button onPress={() => (sure.value = true)}>{t('here.leave')}</Button>;
  return (
    <section>
      <h2>{t('here.leave')}</h2>
      <p>{t('here.leave.goes')}</p>
      {kept > 0 && <p>{counted('here.leave.waits', kept)}</p>}
      {unkept > 0 && <p>{counted('here.leave.unkept', unkept)}</p>}
      <p>{t('here.leave.back')}</p>
      <Button kind="main" onPress={() => void leave()}>
        {t('here.leave.yes')}
      </Button>
      <Button onPress={() => (sure.value = false)}>{t('here.leave.no')}</Button>
    </section>
  );
}
