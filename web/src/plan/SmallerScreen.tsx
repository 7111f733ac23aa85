import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { components } from '../api/coach.d.ts';
import { useParts } from '../app/context.ts';
import { Button, LinkButton } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import { pathOf } from './plans.ts';
import { kindly, suggested } from './saying.ts';
import type { Task } from './shapes.ts';
import { OneTask } from './TaskScreen.tsx';
import { useTold } from './told.ts';
import { isTyped, sendTyped } from './typed.ts';
import { Typed } from './Typed.tsx';

type Ways = components['schemas']['SuggestionsShown'];
type Way = Pick<Ways['suggestions'][number], 'fits' | 'text'>;

/** Ways to make a task smaller, down to the smallest there is. Nothing changes until one is taken. */
export function SmallerScreen(): JSX.Element {
  return <OneTask title={t('plan.smaller.title')}>{(task) => <Choosing key={task.id} task={task} />}</OneTask>;
}

function Choosing({ task }: { task: Task }): JSX.Element {
  const { plans } = useParts();
  const { ways, trouble } = useWays(task);
  const taken = useSignal('');
  const words = plans.words(`smaller/${task.id}`);
  const tell = useTold(words);
  const own = (words.value['tiny'] ?? '').trim();
  const take = async ({ fits, text }: Way): Promise<void> => {
    tell();
    const because = task.change_first?.barrier;
    const versions = fits === 'tiny' ? { tiny: text, tiny_seconds: null, tiny_medium: null } : { small: text };
    const body = { versions, ...(because ? { because } : {}) };
    const answer = await sendTyped(words, () => plans.change<Task>('patch', pathOf(task.id), body, task.etag));
    trouble.value = answer.ok ? '' : kindly(answer.problem);
    if (!answer.ok) return;
    // Whoever is typing another one goes on with it.
    if (isTyped(words.value)) trouble.value = t('app.since');
    else taken.value = text;
  };
  if (taken.value) return <Taken text={taken.value} />;
  return (
    <>
      <p>{ways.value?.worst_day ?? t('plan.smaller.worst')}</p>
      <p role="status">{trouble.value}</p>
      <ul class="tasks">
        {ways.value?.suggestions.map((way) => (
          <li key={way.text}>
            <button type="button" class="row task" onClick={() => void take(way)}>
              <span class="hint">{way.name}</span>
              <span dir="auto">{suggested(way.text, ways.value?.text ?? '')}</span>
            </button>
          </li>
        ))}
      </ul>
      <Typed words={words} name="tiny" label={t('plan.smaller.own')} hint={t('plan.edit.tiny.hint')} most={200} />
      <Button disabled={own === ''} onPress={() => void (own && take({ fits: 'tiny', text: own }))}>
        {t('plan.smaller.take')}
      </Button>
    </>
  );
}

function useWays(task: Task): { ways: { value: Ways | null }; trouble: { value: string } } {
  const { client } = useParts();
  const ways = useSignal<Ways | null>(null);
  const trouble = useSignal('');
  useEffect(() => {
    void client.get<Ways>(pathOf(task.id, 'smaller')).then((answer) => {
      if (answer.ok) ways.value = answer.data;
      else trouble.value = kindly(answer.problem);
    });
  }, [client, task.id, ways, trouble]);
  return { ways, trouble };
}

function Taken({ text }: { text: string }): JSX.Element {
  return (
    <>
      <Arrived title={t('plan.smaller.taken')}>
        <p class="size-text" dir="auto">
          {text}
        </p>
      </Arrived>
      <LinkButton to="task">{t('plan.smaller.see')}</LinkButton>
    </>
  );
}
