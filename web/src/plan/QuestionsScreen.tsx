import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { ReadButton } from '../learn/reading.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import { isAnswered, postedOf, type Question } from './five.ts';
import { PlanCardShown, type PlanCard } from './PlanCardShown.tsx';
import { pathOf, type Words } from './plans.ts';
import { QuestionAsked } from './QuestionAsked.tsx';
import { kindly } from './saying.ts';
import type { Task } from './shapes.ts';
import { OneTask } from './TaskScreen.tsx';
import { useTold } from './told.ts';
import { sendTyped } from './typed.ts';

/** Five questions, one at a time. It can be ended after any of them, and still ends with a card to use. */
export function QuestionsScreen(): JSX.Element {
  return <OneTask title={t('plan.five')}>{(task) => <Flow key={task.id} task={task} />}</OneTask>;
}

function Flow({ task }: { task: Task }): JSX.Element {
  const { plans } = useParts();
  const { questions, trouble } = useQuestions(task);
  const words = plans.words(`five/${task.id}`);
  const tell = useTold(words);
  const card = useSignal<PlanCard | null>(null);
  const end = async (): Promise<void> => {
    tell();
    const path = pathOf(task.id, 'questions');
    const answer = await sendTyped(words, (typed) => plans.change<PlanCard>('post', path, postedOf(typed)));
    trouble.value = answer.ok ? '' : kindly(answer.problem);
    if (!answer.ok) return;
    card.value = answer.data;
  };
  if (card.value) return <PlanCardShown card={card.value} />;
  return (
    <>
      <p role="status">{trouble.value}</p>
      {questions.value.length > 0 && <Asking questions={questions.value} words={words} end={end} />}
      <ReadButton kind="plain" page="the-five-questions">
        {t('learn.five')}
      </ReadButton>
    </>
  );
}

function Asking(given: {
  questions: readonly Question[];
  words: Signal<Words>;
  end: () => Promise<void>;
}): JSX.Element {
  const { questions, words } = given;
  const place = Math.min(Number(words.value['place'] ?? 0), questions.length - 1);
  const question = questions[place];
  const last = place === questions.length - 1;
  const go = (to: number): void => {
    words.value = { ...words.value, place: String(to) };
  };
  if (!question) return <></>;
  return (
    <>
      <p class="hint">{t('plan.five.place', { place: place + 1, all: questions.length })}</p>
      <Arrived key={question.id} title={question.text}>
        <QuestionAsked question={question} words={words} />
        <p class="hint">{question.then}</p>
      </Arrived>
      <div class="pair">
        {!last && (
          <Button
            kind="main"
            onPress={() => {
              go(place + 1);
            }}
          >
            {t(isAnswered(words.value, question.id) ? 'plan.five.next' : 'plan.five.skip')}
          </Button>
        )}
        <Button kind={last ? 'main' : 'quiet'} onPress={() => void given.end()}>
          {t('plan.five.end')}
        </Button>
        {place > 0 && (
          <Button
            kind="plain"
            onPress={() => {
              go(place - 1);
            }}
          >
            {t('plan.five.before')}
          </Button>
        )}
      </div>
    </>
  );
}

function useQuestions(task: Task): { questions: Signal<readonly Question[]>; trouble: Signal<string> } {
  const { client } = useParts();
  const questions = useSignal<readonly Question[]>([]);
  const trouble = useSignal('');
  useEffect(() => {
    void client.get<{ questions: Question[] }>(pathOf(task.id, 'questions')).then((answer) => {
      if (answer.ok) questions.value = answer.data.questions;
      else trouble.value = kindly(answer.problem);
    });
  }, [client, task.id, questions, trouble]);
  return { questions, trouble };
}
