import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Answer } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { lineIn, useLine } from './line.tsx';
import { kindly } from './saying.ts';
import type { Card } from './shapes.ts';

type Choice = Card['choices'][number];

/** A card that comes with what was said about a task. It stands below, and every choice closes it. */
export function CardShown({ card }: { card: Card }): JSX.Element | null {
  const { plans, outbox } = useParts();
  const closed = useSignal(false);
  const trouble = useSignal('');
  useEffect(() => {
    void outbox.add({ kind: 'seen', id: card.id, path: `/v1/cards/${card.id}/seen`, body: {} });
  }, [card.id, outbox]);
  const done = (answer: Answer<unknown>): void => {
    trouble.value = answer.ok ? '' : kindly(answer.problem);
    closed.value = answer.ok;
  };
  const { keep, asked } = useLine(done);
  const choose = async (choice: Choice): Promise<void> => {
    const { href, method } = choice;
    const line = lineIn(choice);
    if (line !== null) await keep(line);
    else if (href && method !== 'GET')
      done(await plans.change(method === 'PUT' ? 'put' : 'post', href, choice.body ?? {}));
    else closed.value = true;
  };
  if (closed.value) return <p role="status">{t('plan.kept.card')}</p>;
  return (
    <section class="calm">
      <h2>{card.title}</h2>
      <p>{card.text}</p>
      {card.line && <p class="own-words">{card.line}</p>}
      <div class="pair">
        {card.choices.map((each) => (
          <Button key={each.code} onPress={() => void choose(each)}>
            {each.label}
          </Button>
        ))}
      </div>
      {asked}
      <p role="status">{trouble.value}</p>
    </section>
  );
}
