import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import type { components } from '../api/coach.d.ts';
import type { Answer } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { OneCard } from '../offer/Cards.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import { useLine } from './line.tsx';
import { pathOf } from './plans.ts';
import { kindly } from './saying.ts';

export type PlanCard = components['schemas']['PlanCard'];

/** What the five questions end with: something small to do, and when. */
export function PlanCardShown({ card }: { card: PlanCard }): JSX.Element {
  return (
    <>
      <Arrived title={t('plan.five.card')}>
        <p class="size-text">{card.text}</p>
        {card.anchor && <p>{t('plan.anchor', { after: card.anchor.after, tiny: card.text })}</p>}
        {card.if_then && <p>{t('plan.ifthen', { cue: card.if_then.cue, action: card.if_then.action })}</p>}
        {card.bundle && <p>{t('plan.bundle', { bundle: card.bundle })}</p>}
        {card.bundle_hint && <p class="hint">{card.bundle_hint}</p>}
      </Arrived>
      {card.fix && (
        <section>
          <h2>{t('plan.not.fix')}</h2>
          <p>{card.fix}</p>
        </section>
      )}
      {[card.because, card.why].map((each) => each && <p key={each}>{each}</p>)}
      {card.question && <p>{t('plan.five.question', { question: card.question })}</p>}
      {card.halved && <Offered text={card.halved} path={pathOf(card.assignment_id)} />}
      {card.cards.map((each) => (
        <OneCard key={each.id} card={each} />
      ))}
      {card.ready_line && card.cards.length === 0 && <Line line={card.ready_line} />}
      <LinkButton to="task">{t('plan.smaller.see')}</LinkButton>
    </>
  );
}

/** A still smaller version, where the one that was given would not be done on the worst day. */
function Offered({ text, path }: { text: string; path: string }): JSX.Element {
  const { plans } = useParts();
  const state = useOutcome();
  const take = async (): Promise<void> => {
    state.hear(await plans.change('patch', path, { versions: { tiny: text, tiny_seconds: null, tiny_medium: null } }));
  };
  return <Ready text={text} label={t('plan.smaller.take')} take={take} state={state.words} />;
}

function Line({ line }: { line: string }): JSX.Element {
  const state = useOutcome();
  const { keep, asked } = useLine(state.hear);
  return (
    <>
      <Ready text={line} label={t('plan.five.line')} take={() => keep(line)} state={state.words} />
      {asked}
    </>
  );
}

function useOutcome(): { words: string; hear: (answer: Answer<unknown>) => void } {
  const words = useSignal('');
  return {
    words: words.value,
    hear: (answer) => {
      words.value = answer.ok ? t('plan.kept.card') : kindly(answer.problem);
    },
  };
}

/** Ready words that one tap puts where they belong. */
function Ready(given: { text: string; label: string; take: () => Promise<void>; state: string }): JSX.Element {
  return (
    <div class="calm">
      <p class="own-words">{given.text}</p>
      <Button onPress={() => void given.take()}>{given.label}</Button>
      <p role="status">{given.state}</p>
    </div>
  );
}
