/** The five questions: which answers there are so far, and what of them is sent. Any one is enough. Pure. */
import type { components } from '../api/coach.d.ts';
import type { Words } from './plans.ts';

type Schemas = components['schemas'];
export type Question = Schemas['QuestionAsked'];
type Posted = Schemas['PostedAnswers'];

/** What was tapped or typed, by its name in the words of the form; empty where nothing was. */
export const said = (words: Words, name: string): string => (words[name] ?? '').trim();

/** Whether a question has an answer yet. */
export function isAnswered(words: Words, question: Question['id']): boolean {
  return ANSWERS[question].some((name) => said(words, name) !== '');
}

const ANSWERS: Readonly<Record<Question['id'], readonly string[]>> = {
  avoid: ['avoid'],
  smallest: ['tiny'],
  after: ['after'],
  skipped: ['feeling', 'cancelling'],
  understand: ['understand'],
};

/** The answers that were given, as the coach takes them. A tiny version counts only with a yes for the worst day. */
export function postedOf(words: Words): Posted {
  const answered = (question: Question['id']): boolean => isAnswered(words, question);
  return {
    ...(answered('avoid') && { avoid: words['avoid'] as Posted['avoid'] & string }),
    ...(answered('smallest') && { smallest: { tiny: said(words, 'tiny'), on_worst_day: words['worst'] === 'yes' } }),
    ...(answered('after') && { after: { existing: said(words, 'after'), usual_time: words['time'] || null } }),
    ...(answered('skipped') && {
      skipped: { feeling: words['feeling'] || null, cancelling: Boolean(words['cancelling']) },
    }),
    ...(answered('understand') && { understand: words['understand'] as Posted['understand'] & string }),
  };
}

/** The next smaller of the ready answers; the last one is the smallest there is. */
export function smallerThan(text: string, ready: readonly string[]): string {
  return ready[ready.indexOf(text) + 1] ?? ready.at(-1) ?? text;
}
