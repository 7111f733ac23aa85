/** The cards that a device brings by itself while nobody else can: about other people. Pure but for the words. */
import type { components } from '../api/coach.d.ts';
import { emotions } from '../wheel/emotions.ts';
import { t } from '../words/index.ts';
import { callsForPeople, type Episode } from './episode.ts';
import { meant } from './pack.ts';

type Shown = components['schemas']['Card'];
export type CardChoice = Shown['choices'][number];
/** `id` is null where the device brings it: there is nobody to tell that it was seen. */
export type Card = Omit<Shown, 'id'> & { readonly id: string | null };

const HIGHEST = 10;
const HEAVY: readonly string[] = ['despair', 'shame', 'trauma', 'harm', 'safety', 'grief'];

export function cardsHere(feelings: readonly string[], intensity: number, episode: Episode): readonly Card[] {
  if (callsForPeople(episode)) return [people()];
  const heavy = intensity === HIGHEST && feelings.some((each) => HEAVY.includes(emotions.get(meant(each))?.care ?? ''));
  return heavy && !episode.toldOfPeople ? [together()] : [];
}

function people(): Card {
  return {
    ...card('people', t('offer.people.title'), t('offer.people.text')),
    choices: [
      choice('people', t('offer.choice.people')),
      choice('help', t('offer.choice.help')),
      choice('slow_timer', t('offer.choice.timer')),
      choice('one_more', t('offer.choice.more')),
      choice('stop_here', t('offer.choice.stop')),
    ],
  };
}

function together(): Card {
  return {
    ...card('S3', t('offer.together.title'), t('offer.together.text')),
    choices: [
      choice('people', t('offer.choice.people')),
      choice('help', t('offer.choice.help')),
      choice('go_on', t('offer.choice.go')),
    ],
  };
}

function card(kind: Card['kind'], title: string, text: string): Card {
  return {
    id: null,
    kind,
    title,
    text,
    choices: [],
    line: t('offer.people.line'),
    picture: [],
    beside: 'first_option',
  };
}

function choice(code: string, label: string): CardChoice {
  return { code, label, href: null, method: 'GET', body: null };
}
