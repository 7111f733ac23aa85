/** The frame of the pages to read; what stands in them comes from the catalogue. */
export const learn = {
  'learn.title': 'Learn',
  'learn.what': 'Short pages to read, when you like',
  'learn.all': 'All pages',
  'learn.sources': 'What this page rests on',
  'learn.source': 'Look at the source',
  'learn.recalled': 'Nobody has looked this one up yet.',
  'learn.reach': 'How to find more help',
  'learn.questions': 'Common questions',
  'learn.homework': 'Why homework slips',
  'learn.five': 'About these questions',
  'learn.evidence': 'What is known, and what is not',
} as const;
