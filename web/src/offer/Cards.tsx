import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import type { Card } from './cards.ts';
import type { Offer } from './offer.ts';
import { Picture } from './Picture.tsx';
import { useChoosing } from './choosing.ts';

/** Cards stand beside what is offered, never in front of it; each may be put away. */
export function Cards(given: { of: Offer; beside: Card['beside'] }): JSX.Element {
  const here = given.of.cards.filter((each) => each.beside === given.beside);
  return (
    <>
      {here.map((card) => (
        <OneCard key={card.id ?? card.kind} card={card} />
      ))}
    </>
  );
}

/** What was said of a choice stays in the card; only a way on without a meaning of its own puts the card away. */
export function OneCard({ card }: { card: Card }): JSX.Element | null {
  const place = useRef<HTMLElement>(null);
  const away = useSignal(false);
  const said = useSignal('');
  const { choose, asked } = useChoosing({
    say: (words) => {
      said.value = words;
    },
    putAway: () => {
      away.value = true;
    },
  });
  useSeen(place, card);
  if (away.value) return null;
  return (
    <section ref={place} class="notice offer-card" aria-label={card.title}>
      <h2>{card.title}</h2>
      <p>{card.text}</p>
      {card.picture.length > 0 && <Picture days={card.picture} />}
      {card.line && <Line line={card.line} />}
      <div class="ways">
        {card.choices.map((each) => (
          <Button key={each.code} onPress={() => void choose(each)}>
            {each.label}
          </Button>
        ))}
      </div>
      {asked}
      <p class="small" role="status">
        {said.value}
      </p>
    </section>
  );
}

/** Ready words, so that nobody has to find any. */
function Line(given: { line: string }): JSX.Element {
  return (
    <figure class="ready-line">
      <figcaption class="small">{t('card.line')}</figcaption>
      <blockquote>{given.line}</blockquote>
    </figure>
  );
}

const MOST_OF_IT = 0.6;
/** How finely its coming is heard, so that a card much larger than the screen is noticed too. */
const STEPS = Array.from({ length: 51 }, (_, place) => place / 50);

/** Only a card that was really on the screen counts as seen. */
function useSeen(place: { readonly current: HTMLElement | null }, card: Card): void {
  const { outbox } = useParts();
  useEffect(() => {
    const { id } = card;
    if (!place.current || id === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(fills) || document.hidden) return;
        watch.disconnect();
        const body = { occurred_at: new Date().toISOString() };
        void outbox.add({ kind: 'seen', id, path: `/v1/cards/${id}/seen`, body });
      },
      { threshold: STEPS },
    );
    watch.observe(place.current);
    return () => {
      watch.disconnect();
    };
  }, [card, outbox, place]);
}

/** Most of the card is there, or of the screen where that is smaller, as in large letters. */
function fills(entry: IntersectionObserverEntry): boolean {
  const { intersectionRect: here, boundingClientRect: card, rootBounds: screen } = entry;
  return here.height >= MOST_OF_IT * Math.min(card.height, screen?.height ?? card.height);
}
