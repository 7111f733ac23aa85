import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, Choice } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { addedOf, changeOf, faultsOf, formOf, KINDS, lackingIn, typedOver, type Form, type Name } from './editing.ts';
import { Gate } from './Gate.tsx';
import { pathOf, type Words } from './plans.ts';
import { kindly } from './saying.ts';
import { TASKS, type Task } from './shapes.ts';
import { OneTask } from './TaskScreen.tsx';
import { useTold } from './told.ts';
import { handedOver, isTyped, sendTyped } from './typed.ts';
import { Ticked, Typed } from './Typed.tsx';

type Faults = Partial<Record<Name, string>>;
interface Parts {
  readonly words: Signal<Words>;
  readonly stands: Form;
  readonly faults: Faults;
}

/** Something of one's own to try: a name and the smallest version are enough. */
export function AddScreen(): JSX.Element {
  return <Gate title={t('plan.add.title')}>{() => <Editing task={null} />}</Gate>;
}

export function ChangeScreen(): JSX.Element {
  return <OneTask title={t('plan.change.title')}>{(task) => <Editing key={task.id} task={task} />}</OneTask>;
}

function Editing({ task }: { task: Task | null }): JSX.Element {
  const { words, faults, trouble, keep } = useKeeping(task);
  const parts = { words, stands: formOf(task), faults };
  return (
    <>
      <Needed {...parts} />
      <details>
        <summary>{t('plan.edit.more')}</summary>
        <div class="more-fields">
          <Sizes {...parts} />
          <Helped {...parts} />
        </div>
      </details>
      <p role="status">{trouble}</p>
      <div class="act">
        <Button kind="main" onPress={() => void keep()}>
          {t('plan.edit.keep')}
        </Button>
      </div>
    </>
  );
}

/** Keeps what was typed: as a new task, or over the one that stands. Nothing typed is lost where it cannot be kept. */
function useKeeping(task: Task | null): {
  words: Signal<Words>;
  faults: Faults;
  trouble: string;
  keep: () => Promise<void>;
} {
  const { plans, router } = useParts();
  const words = plans.words(task ? `change/${task.id}` : 'add');
  const tell = useTold(words);
  const faults = useSignal<Faults>({});
  const trouble = useSignal('');
  const keep = async (): Promise<void> => {
    tell();
    const stands = formOf(task);
    const form = typedOver(stands, words.value);
    const lacking = lackingIn(form);
    faults.value = Object.fromEntries(lacking.map((name) => [name, t('plan.edit.needed')]));
    if (lacking.length > 0) return;
    // The same words are sent under the same id, so that an answer that was lost adds nothing twice.
    const added = { ...addedOf(form), id: words.value['id'] };
    const whenHere = router.whenHere();
    const answer = await sendTyped(words, () =>
      task
        ? plans.change<Task>('patch', pathOf(task.id), changeOf(stands, form), task.etag)
        : plans.change<Task>('post', TASKS, added),
    );
    if (!answer.ok) {
      faults.value = faultsOf(answer.problem);
      trouble.value = Object.keys(faults.value).length > 0 ? '' : kindly(answer.problem);
      if (answer.problem.status === CHANGED) await plans.renew();
      return;
    }
    const since = isTyped(words.value);
    if (task && since) {
      trouble.value = t('app.since');
      return;
    }
    // What was typed into a new task since then is a change of the one that stands.
    if (!task) handedOver(words, plans.words(`change/${answer.data.id}`));
    whenHere(() => {
      plans.at.value = answer.data.id;
      if (task) router.back();
      else router.instead(since ? 'change-task' : 'task');
    });
  };
  return { words, faults: faults.value, trouble: trouble.value, keep };
}

const CHANGED = 412;
const SHORT = 200;

function Needed({ words, stands, faults }: Parts): JSX.Element {
  return (
    <>
      <Typed
        words={words}
        name="title"
        label={t('plan.edit.name')}
        most={120}
        stands={stands.title}
        error={faults.title}
      />
      <Typed
        words={words}
        name="tiny"
        label={t('plan.edit.tiny')}
        hint={t('plan.edit.tiny.hint')}
        most={SHORT}
        stands={stands.tiny}
        error={faults.tiny}
      />
    </>
  );
}

function Sizes({ words, stands, faults }: Parts): JSX.Element {
  return (
    <>
      <Typed
        words={words}
        name="full"
        label={t('plan.edit.full')}
        hint={t('plan.edit.full.hint')}
        rows={2}
        stands={stands.full}
        error={faults.full}
      />
      <Typed
        words={words}
        name="small"
        label={t('plan.edit.small')}
        rows={2}
        stands={stands.small}
        error={faults.small}
      />
      <Choice
        label={t('plan.edit.kind')}
        value={(words.value['kind'] ?? stands.kind) as Task['kind']}
        options={KINDS.map((kind) => [kind, t(`plan.kind.${kind}`)] as const)}
        onChoose={(kind) => {
          words.value = { ...words.value, kind };
        }}
      />
      <Typed words={words} name="why" label={t('plan.edit.why')} rows={2} stands={stands.why} error={faults.why} />
    </>
  );
}

function Helped({ words, stands, faults }: Parts): JSX.Element {
  const field = (name: Name, label: string, hint = ''): JSX.Element => (
    <Typed
      words={words}
      name={name}
      label={label}
      hint={hint}
      most={SHORT}
      stands={stands[name]}
      error={faults[name]}
    />
  );
  return (
    <>
      {field('after', t('plan.edit.after'), t('plan.edit.after.hint'))}
      <Typed
        words={words}
        name="time"
        type="time"
        label={t('plan.edit.time')}
        stands={stands.time}
        error={faults.time}
      />
      {field('cue', t('plan.edit.cue'), t('plan.edit.cue.hint'))}
      {field('action', t('plan.edit.action'), t('plan.edit.action.hint'))}
      <Ticked words={words} name="said" label={t('plan.edit.said')} stands={stands.said} />
      {field('bundle', t('plan.edit.bundle'), t('plan.edit.bundle.hint'))}
      <Choice
        label={t('plan.edit.times')}
        value={words.value['times'] ?? stands.times}
        options={[['', t('plan.edit.times.none')], ...OFTEN.map((each) => [each, each] as const)]}
        onChoose={(times) => {
          words.value = { ...words.value, times };
        }}
      />
      {field('when', t('plan.edit.when'))}
      <Ticked words={words} name="shown" label={t('plan.edit.shown')} stands={stands.shown} />
    </>
  );
}

const OFTEN = Array.from({ length: 21 }, (_, place) => String(place + 1));
