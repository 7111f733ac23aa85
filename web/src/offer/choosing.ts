import type { Answer } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import type { Place } from '../app/router.ts';
import { type PageId, useReading } from '../learn/reading.tsx';
import { lineIn, useLine } from '../plan/line.tsx';
import type { Plain } from '../words/index.ts';
import { useBeginning } from './beginning.ts';
import type { CardChoice } from './cards.ts';
import { saidOf } from './saying.ts';

/** What a card's choice leads to inside the app. */
const PLACES: Readonly<Record<string, Place>> = { people: 'help', help: 'help', safety_plan: 'safety-plan' };
/** What there is to read about it: how to find help (safety.md S5, and S6 where it gets in the way of daily life). */
const PAGES: Readonly<Record<string, PageId>> = { find_help: 'when-to-reach-out', yes: 'when-to-reach-out' };
const SLOW_TIMER = 'quiet-two-minutes';

/**
 * Does what a choice on a card means; what has no other meaning puts the card away. `asked` is what has to be said first
 * where a line for the session would take the place of another one.
 */
export function useChoosing(on: { say: (words: string) => void; putAway: () => void }) {
  const { router, offers, plans } = useParts();
  const begin = useBeginning();
  const read = useReading();
  const done = (answer: Answer<unknown>, said: Plain): void => {
    on.say(saidOf(answer, said));
  };
  const { keep, asked } = useLine((answer) => {
    done(answer, 'card.kept');
  });
  const choose = async (choice: CardChoice): Promise<void> => {
    const { code, href, method, body } = choice;
    const line = lineIn(choice);
    if (line !== null) {
      await keep(line);
      return;
    }
    if (href && method !== 'GET') {
      // Besides a line for the session, only that a task may rest is sent from a card.
      done(await plans.change(method === 'PUT' ? 'put' : 'post', href, body ?? {}), 'plan.rests');
      return;
    }
    const place = PLACES[code];
    const page = PAGES[code];
    const offer = offers.turn.value?.offer;
    const first = offer && offer !== 'none' ? offer.options[0] : undefined;
    if (place) router.go(place);
    else if (page) read(page);
    else if (code === 'slow_timer') await begin(SLOW_TIMER);
    else if (code === 'one_more' && first) await begin(first.technique_id);
    else if (code === 'stop_here') router.go('home');
    else on.putAway();
  };
  return { choose, asked };
}
