import type { JSX } from 'preact';
import type { Signal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, Notice, Tick, toHeading } from '../app/screen.tsx';
import { Any } from '../moment/Tags.tsx';
import { Typed } from '../plan/Typed.tsx';
import { hoursInWords } from '../settings/quiet.ts';
import { zoneHere } from '../sharing/here.ts';
import { clockInWords } from '../weeks/dates.ts';
import { t } from '../words/index.ts';
import { useKeeping, type Faults } from './keeping.ts';
import { Night } from './Night.tsx';
import { Task } from './OneReminder.tsx';
import { Preview } from './Preview.tsx';
import type { Known } from './reminders.ts';
import { asDays, daysOf, formOf, typedOver, WEEK, type Form, type Typed as Words } from './rule.ts';
import { dayName } from './saying.ts';

interface Parts {
  readonly form: Form;
  readonly words: Signal<Words>;
  readonly faults: Faults;
}

export function Editing({ known }: { known: Known }): JSX.Element {
  const { reminders } = useParts();
  const standing = known.reminders.find((each) => each.id === reminders.at.value) ?? null;
  const form = typedOver(formOf(standing, known.reminders, zoneHere()), reminders.typed.value);
  const { faults, said, night, keep } = useKeeping(form);
  const parts = { form, words: reminders.typed, faults };
  const move = (at: string): void => {
    reminders.typed.value = { ...reminders.typed.value, at };
    void keep({ ...form, at }, false);
  };
  return (
    <>
      <When {...parts} />
      <What {...parts} />
      <ForTask {...parts} />
      <p role="status">{said}</p>
      {night && (
        <Notice live>
          <p>{t('reminders.night', { ...hoursInWords(known.quiet), time: clockInWords(form.at) })}</p>
          <Night at={form.at} quiet={known.quiet} move={move} allow={() => void keep(form, true)} />
        </Notice>
      )}
      <Button kind={night ? 'quiet' : 'main'} onPress={() => void keep(form, false)}>
        {t('reminder.keep')}
      </Button>
    </>
  );
}

function When({ form, words, faults }: Parts): JSX.Element {
  return (
    <>
      <Typed words={words} name="at" type="time" label={t('reminder.time')} stands={form.at} error={faults.at} />
      <Zone form={form} words={words} />
      <Any
        label={t('reminder.days')}
        of={WEEK}
        at={daysOf(form.days)}
        say={dayName}
        choose={(days) => {
          words.value = { ...words.value, days: asDays(days) };
        }}
      />
      {faults.days && <p class="fault">{faults.days}</p>}
    </>
  );
}

/** A reminder that was set elsewhere goes on by the clock of that place, unless it is to go by this one. */
function Zone({ form, words }: Pick<Parts, 'form' | 'words'>): JSX.Element | null {
  const zone = zoneHere();
  if (form.zone === zone) return null;
  return (
    <>
      <p class="small">{t('reminders.zone', { zone: form.zone })}</p>
      <Tick
        checked={false}
        onTick={() => {
          words.value = { ...words.value, zone };
          toHeading();
        }}
      >
        {t('reminder.zone.here', { zone })}
      </Tick>
    </>
  );
}

function What({ form, words, faults }: Parts): JSX.Element {
  return (
    <>
      <Typed
        words={words}
        name="address"
        type="email"
        label={t('reminder.address')}
        hint={t('reminder.address.hint')}
        stands={form.address}
        most={254}
        error={faults.address}
      />
      <Typed
        words={words}
        name="text"
        label={t('reminder.text')}
        hint={t('reminder.text.hint', { text: t('reminder.usual') })}
        stands={form.text}
        most={80}
        error={faults.text}
      />
      <Preview text={form.text || t('reminder.usual')} />
    </>
  );
}

function ForTask({ form, words }: Pick<Parts, 'form' | 'words'>): JSX.Element | null {
  if (form.task === '') return null;
  return (
    <div class="for-task">
      <Task id={form.task} />
      <p class="small">{t('reminder.task.done')}</p>
      <Button
        onPress={() => {
          words.value = { ...words.value, task: '' };
          toHeading();
        }}
      >
        {t('reminder.task.none')}
      </Button>
    </div>
  );
}
