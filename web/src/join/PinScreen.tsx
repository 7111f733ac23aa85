import type { JSX, TargetedEvent } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Choice, Notice, Screen } from '../app/screen.tsx';
import type { Attempt } from '../store/lock.ts';
import { isPin } from '../store/tries.ts';
import { counted, t } from '../words/index.ts';
import { faultOf, PinField } from './PinField.tsx';

const MINUTES = ['1', '5', '15', '60'] as const;
type Minutes = (typeof MINUTES)[number];

/** A PIN for this device: set, changed, taken away. */
export function PinScreen(): JSX.Element {
  const { lock, session } = useParts();
  const done = useSignal('');
  const isSet = lock.minutes.value !== null;
  const joined = session.subject.value !== null;
  return (
    <Screen title={t('pin.title')}>
      {done.value && <Notice live>{done.value}</Notice>}
      {isSet ? <Changing done={done} /> : joined ? <Setting done={done} /> : <p>{t('pin.nothing')}</p>}
    </Screen>
  );
}

function Setting(given: { done: Signal<string> }): JSX.Element {
  const { lock } = useParts();
  const next = useSignal('');
  const again = useSignal('');
  const form = useForm(given.done);
  return (
    <>
      <p>{t('pin.what')}</p>
      <p>{t('pin.limits')}</p>
      <form
        class="steps"
        onSubmit={form.hear(async () => {
          const fault = faultIn(next.value, again.value);
          if (fault) return { next: fault };
          return said(await lock.set(next.value), t('pin.set.done'));
        })}
      >
        <PinField label="pin.new" hint="pin.new.hint" value={next} fault={form.fault.value.next} />
        <PinField label="pin.again" value={again} />
        <Submit busy={form.busy.value}>{t('pin.set')}</Submit>
      </form>
    </>
  );
}

function Changing(given: { done: Signal<string> }): JSX.Element {
  const { lock } = useParts();
  const now = useSignal('');
  const next = useSignal('');
  const again = useSignal('');
  const form = useForm(given.done);
  const clear = (outcome: Outcome): Outcome => {
    if (outcome.done) now.value = next.value = again.value = '';
    return outcome;
  };
  const change = async (): Promise<Outcome> => {
    const fault = faultIn(next.value, again.value);
    if (fault) return { next: fault };
    return clear(said(await lock.change(now.value, next.value), t('pin.change.done')));
  };
  const remove = async (): Promise<Outcome> => clear(said(await lock.remove(now.value), t('pin.remove.done')));
  return (
    <>
      <p>{t('pin.isset')}</p>
      <After />
      <form class="steps" onSubmit={form.hear(change)}>
        <PinField label="pin.now" value={now} fault={form.fault.value.now} />
        <PinField label="pin.new" hint="pin.new.hint" value={next} fault={form.fault.value.next} />
        <PinField label="pin.again" value={again} />
        <Submit busy={form.busy.value}>{t('pin.change')}</Submit>
        <button type="button" class="button quiet" onClick={form.hear(remove)}>
          {t('pin.remove')}
        </button>
        <p class="small">{t('pin.remove.what')}</p>
      </form>
    </>
  );
}

/** After how long out of sight it is asked for again. */
function After(): JSX.Element {
  const { lock } = useParts();
  return (
    <Choice<Minutes>
      label={t('pin.after')}
      value={MINUTES.find((each) => Number(each) === lock.minutes.value) ?? '5'}
      options={MINUTES.map((each) => [each, counted('pin.after', Number(each))] as const)}
      onChoose={(minutes) => void lock.askAfter(Number(minutes))}
    />
  );
}

function Submit(given: { busy: boolean; children: string }): JSX.Element {
  return (
    <button type="submit" class="button main" aria-disabled={given.busy}>
      {given.busy ? t('join.asking') : given.children}
    </button>
  );
}

/** What came of a press: what is wrong with which field, or what was done. */
interface Outcome {
  readonly now?: string;
  readonly next?: string;
  readonly done?: string;
}

function said(attempt: Attempt, done: string): Outcome {
  const fault = faultOf(attempt);
  return fault === null ? { done } : { now: fault };
}

function faultIn(next: string, again: string): string | null {
  if (!isPin(next)) return t('pin.needs.digits');
  return next === again ? null : t('pin.needs.same');
}

interface Form {
  readonly busy: Signal<boolean>;
  readonly fault: Signal<Outcome>;
  readonly hear: (act: () => Promise<Outcome>) => (event: TargetedEvent) => void;
}

function useForm(done: Signal<string>): Form {
  const busy = useSignal(false);
  const fault = useSignal<Outcome>({});
  const run = async (act: () => Promise<Outcome>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    fault.value = await act();
    done.value = fault.value.done ?? '';
    busy.value = false;
  };
  return {
    busy,
    fault,
    hear: (act) => (event) => {
      event.preventDefault();
      void run(act);
    },
  };
}
