import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { t, type Plain } from '../words/index.ts';
import type { Read } from './profile.ts';

interface Given {
  /** What is said to somebody who has not joined, and where the services cannot be reached. */
  readonly alone: Plain;
  readonly away: Plain;
  readonly of: (read: Signal<Read>) => JSX.Element;
}

/** A part of what somebody set about themselves, as the services have it now; another person begins anew. */
export function Mine(given: Given): JSX.Element {
  const who = useParts().session.subject.value;
  return who === null ? <Alone says={given.alone} /> : <Asked key={who} {...given} />;
}

function Alone({ says }: { says: Plain }): JSX.Element {
  return (
    <>
      <p>{t(says)}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
    </>
  );
}

function Asked(given: Given): JSX.Element {
  const { profiles } = useParts();
  const read = useSignal<Read | null>(null);
  const away = useSignal(false);
  const look = async (): Promise<void> => {
    const answer = await profiles.renew();
    read.value = answer.ok ? { shown: answer.data, etag: answer.etag } : null;
    away.value = !answer.ok;
  };
  useEffect(() => void look(), [profiles]);
  return (
    <>
      <p role="status">{away.value && t(given.away)}</p>
      {away.value && <Button onPress={() => void look()}>{t('app.again')}</Button>}
      {read.value && given.of(read as Signal<Read>)}
    </>
  );
}
