import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import type { Answer } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import { SESSION, type Card } from './shapes.ts';

/**
 * Keeps ready words for the session; `done` hears how that went. Where other words stand they are shown first (`asked`),
 * and only a tap beside them puts the new ones in their place.
 */
export function useLine(done: (answer: Answer<unknown>) => void): {
  keep: (line: string) => Promise<void>;
  asked: JSX.Element | null;
} {
  const { plans } = useParts();
  const asked = useSignal<{ readonly line: string; readonly stands: string } | null>(null);
  const keep = async (line: string, replaced: string | null): Promise<void> => {
    const answer = await plans.keepLine(line, replaced);
    asked.value = typeof answer === 'string' ? { line, stands: answer } : null;
    if (typeof answer !== 'string') done(answer);
  };
  const leave = (): void => {
    asked.value = null;
  };
  const now = asked.value;
  return {
    keep: (line) => keep(line, null),
    asked: now && <Standing line={now.stands} replace={() => void keep(now.line, now.stands)} leave={leave} />,
  };
}

/** The words that one tap on a card keeps for the session; null where that tap does something else. */
export function lineIn({ href, body }: Pick<Card['choices'][number], 'href' | 'body'>): string | null {
  const line = href === SESSION ? body?.['line'] : null;
  return typeof line === 'string' ? line : null;
}

function Standing(given: { line: string; replace: () => void; leave: () => void }): JSX.Element {
  return (
    <Arrived title={t('plan.line.stands')}>
      <p class="own-words" dir="auto">
        {given.line}
      </p>
      <Button onPress={given.replace}>{t('plan.line.replace')}</Button>
      <Button onPress={given.leave}>{t('plan.leave')}</Button>
    </Arrived>
  );
}
