import { useParts } from '../app/context.ts';
import type { Place } from '../app/router.ts';
import { t } from '../words/index.ts';
import { useBeginning } from './beginning.ts';
import type { CardChoice } from './cards.ts';

/** What a card's choice leads to inside the app. */
const PLACES: Readonly<Record<string, Place>> = { people: 'help', help: 'help', find_help: 'help', yes: 'help' };
const SLOW_TIMER = 'quiet-two-minutes';
/** Where there is no screen for it, a choice is not shown. */
const NOT_HERE: readonly string[] = ['safety_plan'];

export function choicesHere(choices: readonly CardChoice[]): readonly CardChoice[] {
  return choices.filter((each) => !NOT_HERE.includes(each.code));
}

/** Does what a choice on a card means; what has no other meaning puts the card away. */
export function useChoosing(on: { say: (words: string) => void; putAway: () => void }) {
  const { client, router, offers } = useParts();
  const begin = useBeginning();
  return async (choice: CardChoice): Promise<void> => {
    const { code, href, method, body } = choice;
    if (href && method !== 'GET') {
      const send = method === 'PUT' ? client.put : client.post;
      const answer = await send(href, body ?? undefined);
      on.say(t(answer.ok ? 'card.kept' : 'card.not.kept'));
      return;
    }
    const place = PLACES[code];
    const offer = offers.turn.value?.offer;
    const first = offer && offer !== 'none' ? offer.options[0] : undefined;
    if (place) router.go(place);
    else if (code === 'slow_timer') await begin(SLOW_TIMER);
    else if (code === 'one_more' && first) await begin(first.technique_id);
    else if (code === 'stop_here') router.go('home');
    else on.putAway();
  };
}
