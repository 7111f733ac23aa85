/** What is said after a choice on a card. Pure, but for the language that is chosen. */
import type { Answer } from '../api/client.ts';
import { kindly } from '../plan/saying.ts';
import { t, type Plain } from '../words/index.ts';

const NO_ANSWER = 0;

/** `done` is what there is to say where it was taken. */
export function saidOf(answer: Answer<unknown>, done: Plain): string {
  if (answer.ok) return t(done);
  return answer.problem.status === NO_ANSWER ? t('card.not.kept') : kindly(answer.problem);
}
