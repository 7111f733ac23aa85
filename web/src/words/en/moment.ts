/** The first screen. */
export const moment = {
  'moment.title': 'What do you feel?',
  'moment.hint': 'Pick up to three words, the strongest first.',
  'moment.picked': 'You picked: {words}.',
  'moment.full': 'Three words are enough for now. Take one away to pick another.',
  'moment.inside': '{word}, in {family}',
  'moment.naming': 'To find a word for it can already help a little.',
  'moment.clear': 'Start over',
} as const;
