import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { t } from '../words/index.ts';
import { dayOf, told, wordsWith } from './saying.ts';
import type { Barrier, Task } from './shapes.ts';
import type { Waiting } from './waiting.ts';

/** What happened with a task, the newest first, with what still waits to be sent. */
export function History(given: { task: Task; barriers: readonly Barrier[] }): JSX.Element {
  const { plans } = useParts();
  const waiting = plans.waiting.value.filter((each) => each.task === given.task.id);
  return (
    <details class="history">
      <summary>{t('plan.history')}</summary>
      <ol class="story">
        {waiting.toReversed().map((each) => (
          <li key={each.id}>
            <span class="hint">{dayOf(each.at)}</span>
            <span>{waitingWords(each)}</span>
            <span class="hint">{t('plan.history.waits')}</span>
          </li>
        ))}
        {given.task.history.toReversed().map((entry) => (
          <li key={entry.id}>
            <span class="hint">{dayOf(entry.at)}</span>
            <span>{told(entry, given.barriers)}</span>
            {wordsWith(entry) && <span class="own-words">{wordsWith(entry)}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function waitingWords(each: Waiting): string {
  return each.version ? t('plan.history.done', { size: t(`plan.size.${each.version}`) }) : t('plan.history.not');
}
