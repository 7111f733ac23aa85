import type { JSX, TargetedEvent } from 'preact';
import type { Signal } from '@preact/signals';
import { Field, Tick } from '../app/screen.tsx';
import type { Words } from './plans.ts';

interface Given {
  readonly words: Signal<Words>;
  /** The field's name among the words of its form. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What stands there until something is typed. */
  readonly stands?: string;
  readonly most?: number;
  readonly rows?: number;
  readonly type?: 'time' | 'date' | 'email';
  readonly error?: string | undefined;
}

/** One field of a form. What is typed outlives the screen. */
export function Typed(given: Given): JSX.Element {
  const { words, name, label, hint, error, rows } = given;
  const type = (event: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    words.value = { ...words.value, [name]: event.currentTarget.value };
  };
  return (
    <Field label={label} {...(hint ? { hint } : {})} error={error}>
      {({ id, describedBy, invalid }) => {
        const same = {
          id,
          'aria-describedby': describedBy,
          'aria-invalid': invalid,
          maxLength: given.most ?? 500,
          value: words.value[name] ?? given.stands ?? '',
          onInput: type,
        };
        if (rows) return <textarea rows={rows} {...same} />;
        if (given.type === 'email') return <input type="email" autoComplete="email" {...same} />;
        return given.type ? <input type={given.type} {...same} /> : <input type="text" {...same} />;
      }}
    </Field>
  );
}

/** Something that is so or not; where it is, the word "yes" stands for it. */
export function Ticked(given: Pick<Given, 'words' | 'name' | 'label' | 'stands'>): JSX.Element {
  const { words, name } = given;
  return (
    <Tick
      checked={(words.value[name] ?? given.stands ?? '') !== ''}
      onTick={(checked) => {
        words.value = { ...words.value, [name]: checked ? 'yes' : '' };
      }}
    >
      {given.label}
    </Tick>
  );
}
