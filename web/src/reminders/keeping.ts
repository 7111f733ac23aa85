import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { useTold } from '../plan/told.ts';
import { isTyped } from '../plan/typed.ts';
import { t } from '../words/index.ts';
import { lackingIn, refusalOf, type Form, type Name, type Refusal } from './rule.ts';
import { refusalInWords } from './saying.ts';

export type Faults = Partial<Record<Name, string>>;

const PLACES: Partial<Record<Refusal, Name>> = { 'one-a-day': 'days', text: 'text', address: 'address' };

/** Keeps the reminder. What cannot be kept as it is stays typed, and is said where it stands. */
export function useKeeping(form: Form): {
  faults: Faults;
  said: string;
  /** Whether the time that stands there was found to lie in quiet hours. */
  night: boolean;
  keep: (form: Form, allowed: boolean) => Promise<void>;
} {
  const { reminders, router } = useParts();
  const tell = useTold(reminders.typed);
  const faults = useSignal<Faults>({});
  const said = useSignal('');
  const asked = useSignal<string | null>(null);
  const underWay = useRef(false);
  const refused = (problem: Problem, at: string): void => {
    const why = refusalOf(problem);
    const place = PLACES[why];
    faults.value = place ? { [place]: refusalInWords(problem) } : {};
    asked.value = why === 'night' ? at : null;
    said.value = why === 'night' ? '' : place ? t('reminder.look') : refusalInWords(problem);
  };
  const keep = async (wanted: Form, allowed: boolean): Promise<void> => {
    if (underWay.current) return;
    tell();
    faults.value = lackingOf(wanted);
    said.value = Object.keys(faults.value).length > 0 ? t('reminder.look') : '';
    if (said.value) return;
    const fresh = reminders.at.value === null;
    const whenHere = router.whenHere();
    underWay.current = true;
    said.value = t('reminders.wait');
    const answer = await reminders.keep(wanted, allowed);
    underWay.current = false;
    if (!answer.ok) refused(answer.problem, wanted.at);
    else if (isTyped(reminders.typed.value)) said.value = t('app.since');
    else if (fresh && wanted.task !== '') {
      whenHere(() => {
        router.instead('reminders');
      });
    } else whenHere(router.back);
  };
  return { faults: faults.value, said: said.value, night: asked.value === form.at, keep };
}

function lackingOf(form: Form): Faults {
  return Object.fromEntries(
    lackingIn(form).map((name) => [name, t(name === 'at' ? 'reminder.needed.at' : 'reminder.needed.address')]),
  );
}
