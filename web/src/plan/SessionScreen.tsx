import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Gate } from './Gate.tsx';
import { lately, namedLately } from './lately.ts';
import type { Known, Words } from './plans.ts';
import { barrierWords, dayOf, kindly, told } from './saying.ts';
import { SESSION } from './shapes.ts';
import { useTold } from './told.ts';
import { isTyped, sendTyped } from './typed.ts';
import { Typed } from './Typed.tsx';

/** The next session: its day, and anything to bring. */
export function SessionScreen(): JSX.Element {
  return <Gate title={t('plan.session')}>{(known) => <Preparing known={known} />}</Gate>;
}

function Preparing({ known }: { known: Known }): JSX.Element {
  const { plans } = useParts();
  const { session } = known.plan;
  const words = plans.words('session');
  const tell = useTold(words);
  const state = useSignal('');
  const keep = async (): Promise<void> => {
    tell();
    const answer = await sendTyped(words, (typed) => plans.change('put', SESSION, preparedOf(typed)));
    const kept = isTyped(words.value) ? 'app.since' : 'plan.kept.card';
    state.value = answer.ok ? t(kept) : kindly(answer.problem);
  };
  return (
    <>
      <Typed words={words} name="date" type="date" label={t('plan.session.date')} stands={session.date ?? ''} />
      <Lately known={known} />
      <Named known={known} />
      <h2>{t('plan.session.bring')}</h2>
      <Typed words={words} name="line" label={t('plan.not.line')} rows={2} stands={session.line ?? ''} />
      {session.questions.length > 0 && (
        <ul class="questions">
          {session.questions.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      <Typed words={words} name="question" label={t('plan.session.question')} rows={2} />
      <p role="status">{state.value}</p>
      <Button kind="main" onPress={() => void keep()}>
        {t('plan.edit.keep')}
      </Button>
    </>
  );
}

/** Only what was typed; an emptied day or line is taken away. */
function preparedOf(words: Words): Record<string, unknown> {
  const question = words['question']?.trim();
  return {
    ...(words['date'] !== undefined && { date: words['date'] || null }),
    ...(words['line'] !== undefined && { line: words['line'].trim() || null }),
    ...(question && { questions: [question] }),
  };
}

/** What was done and said lately, task by task; nothing that was not. */
function Lately({ known }: { known: Known }): JSX.Element | null {
  const stories = lately(known.plan.assignments, known.at);
  if (stories.length === 0) return null;
  return (
    <section>
      <h2>{t('plan.session.lately')}</h2>
      {stories.map(({ task, entries }) => (
        <div key={task.id}>
          <p class="row-name">{task.title}</p>
          <ul class="story">
            {entries.map((entry) => (
              <li key={entry.id}>
                <span class="hint">{dayOf(entry.at)}</span>
                <span>{told(entry, known.barriers)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** What got in the way lately, in the app's own words for it. */
function Named({ known }: { known: Known }): JSX.Element | null {
  const named = namedLately(known.plan.assignments, known.at);
  if (named.length === 0) return null;
  return (
    <section>
      <h2>{t('plan.session.named')}</h2>
      <ul class="questions">
        {named.map((code) => (
          <li key={code}>{barrierWords(code, known.barriers)}</li>
        ))}
      </ul>
    </section>
  );
}
