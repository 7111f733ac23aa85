import type { JSX } from 'preact';
import type { Signal } from '@preact/signals';
import { Field } from '../app/screen.tsx';
import type { Attempt } from '../store/lock.ts';
import { counted, t, type Plain } from '../words/index.ts';

const MOST_DIGITS = 12;
const MINUTE = 60_000;

export function PinField(given: {
  label: Plain;
  value: Signal<string>;
  hint?: Plain;
  fault?: string | null | undefined;
}): JSX.Element {
  const { value, hint, fault } = given;
  return (
    <Field label={t(given.label)} error={fault ?? undefined} {...(hint ? { hint: t(hint) } : {})}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          maxLength={MOST_DIGITS}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={value.value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** What to say of a try that opened nothing; null of one that did. */
export function faultOf(attempt: Attempt): string | null {
  if (attempt.ok) return null;
  const pause = attempt.pause > 0 ? counted('pin.pause', Math.ceil(attempt.pause / MINUTE)) : '';
  return [attempt.tried ? t('pin.other') : '', pause].filter(Boolean).join(' ');
}
