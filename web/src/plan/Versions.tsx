import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Arrived } from './Arrived.tsx';
import type { Words } from './plans.ts';
import { kindly } from './saying.ts';
import type { Task } from './shapes.ts';
import { isGentle, versionsOf } from './today.ts';
import { useTold } from './told.ts';
import { Typed } from './Typed.tsx';
import type { Done } from './waiting.ts';

/** The sizes of a task. One tap says that it was done. */
export function Versions({ task }: { task: Task }): JSX.Element {
  const { plans } = useParts();
  const done = useSignal<Done | null>(null);
  const told = useSignal(0);
  const trouble = useSignal('');
  const note = plans.words(`note/${task.id}`);
  const hear = useTold(note);
  const tell = async (version: Done): Promise<void> => {
    done.value = version;
    told.value += 1;
    trouble.value = '';
    hear();
    const typed = note.value;
    note.value = {};
    const answer = await plans.say(task.id, { what: 'attempts', version, note: typed['note'] ?? '' });
    if (!answer || answer.ok) return;
    done.value = null;
    note.value = bothOf(typed, note.value);
    trouble.value = kindly(answer.problem);
  };
  const versions = versionsOf(task, isGentle(plans.now.value, task));
  return (
    <section class="versions">
      {done.value && <Noted key={told.value} size={done.value} />}
      <p class="fault" role="alert" hidden={!trouble.value}>
        {trouble.value}
      </p>
      <ul class="sizes">
        {versions.map(({ size, text }, place) => (
          <li key={size} class="size">
            <p class="size-name">{t(`plan.size.${size}`)}</p>
            <p class="size-text">{text}</p>
            <Button
              kind={place === 0 && !done.value ? 'main' : 'quiet'}
              label={t('plan.did.size', { size: t(`plan.size.${size}`) })}
              onPress={() => void tell(size)}
            >
              {t('plan.did')}
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="plain" onPress={() => void tell('other')}>
        {t('plan.did.other')}
      </Button>
      <Note words={note} />
    </section>
  );
}

/** A note that was not taken, and what was typed after it. */
function bothOf(before: Words, since: Words): Words {
  const note = [before['note'], since['note']].filter(Boolean).join('\n');
  return { ...before, ...since, ...(note && { note }) };
}

function Note({ words }: { words: Signal<Words> }): JSX.Element {
  return (
    <details>
      <summary>{t('plan.note')}</summary>
      <Typed words={words} name="note" label={t('plan.note')} hint={t('plan.note.hint')} rows={3} most={2000} />
    </details>
  );
}

/** After a start one may go on; enough is what stands first. */
function Noted({ size }: { size: Done }): JSX.Element {
  const after = useSignal<'' | 'more' | 'enough'>('');
  return (
    <Arrived title={t('plan.noted', { size: t(`plan.size.${size}`) })}>
      <p>{t('plan.noted.good')}</p>
      {size !== 'full' && !after.value && (
        <div class="pair">
          <Button
            kind="main"
            onPress={() => {
              after.value = 'enough';
            }}
          >
            {t('plan.enough')}
          </Button>
          <Button
            onPress={() => {
              after.value = 'more';
            }}
          >
            {t('plan.more')}
          </Button>
        </div>
      )}
      <p role="status">{after.value && t(after.value === 'more' ? 'plan.more.said' : 'plan.enough.said')}</p>
    </Arrived>
  );
}
