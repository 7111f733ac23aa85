import type { ComponentChildren, JSX, TargetedEvent } from 'preact';
import { useContext, useLayoutEffect, useId, useRef } from 'preact/hooks';
import { t } from '../words/index.ts';
import { AboveContext, useParts } from './context.ts';
import type { Place } from './router.ts';

/** One screen: a heading that takes the focus when somebody comes here, and a way back. */
export function Screen(given: { title: string; way?: 'back' | 'none'; children: ComponentChildren }): JSX.Element {
  const { router } = useParts();
  const Above = useContext(AboveContext);
  const heading = useRef<HTMLHeadingElement>(null);
  // At once, and not after the next picture: the next key of somebody quick would meet the old screen.
  useLayoutEffect(() => {
    if (router.moved.value) heading.current?.focus({ preventScroll: true });
  }, [router]);
  return (
    <main class="screen">
      {given.way !== 'none' && (
        <Button kind="plain" onPress={router.back}>
          <Arrow /> {t('app.back')}
        </Button>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {given.title}
      </h1>
      <Above />
      {given.children}
    </main>
  );
}

/** What had the focus goes away: the keyboard goes on from the heading of the screen. */
export function toHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

/** `main`: the one thing to do here. `quiet`: another. `plain`: a way out, without a frame. */
type Kind = 'main' | 'quiet' | 'plain';

export function Button(given: {
  kind?: Kind;
  onPress: () => void;
  pressed?: boolean;
  disabled?: boolean;
  label?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`button ${given.kind ?? 'quiet'}`}
      onClick={given.onPress}
      aria-pressed={given.pressed}
      aria-disabled={given.disabled}
      aria-label={given.label}
    >
      {given.children}
    </button>
  );
}

/** Goes to another screen of the app. */
export function LinkButton(given: { to: Place; kind?: Kind; children: ComponentChildren }): JSX.Element {
  const { router } = useParts();
  const go = (): void => {
    router.go(given.to);
  };
  return (
    <Button kind={given.kind ?? 'quiet'} onPress={go}>
      {given.children}
    </Button>
  );
}

/** A list of other screens, each with a line that says what is there. */
export function Rows(given: { of: readonly { to: Place; name: string; what: string }[] }): JSX.Element {
  const { router } = useParts();
  return (
    <ul class="rows">
      {given.of.map(({ to, name, what }) => (
        <li key={to}>
          <button
            type="button"
            class="row"
            onClick={() => {
              router.go(to);
            }}
          >
            <span class="row-name">{name}</span>
            <span class="hint">{what}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A link that leaves the screens: a number to dial, a file, another site. */
export function Way(given: { href: string; kind?: Kind; children: ComponentChildren }): JSX.Element {
  const away = given.href.startsWith('https:');
  return (
    <a
      class={`button ${given.kind ?? 'quiet'}`}
      href={given.href}
      target={away ? '_blank' : undefined}
      rel={away ? 'noopener noreferrer external' : undefined}
    >
      {given.children}
    </a>
  );
}

/** A label with its control; `children` is given the ids that tie them together. */
export function Field(given: {
  label: string;
  hint?: string;
  error?: string | undefined;
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ComponentChildren;
}): JSX.Element {
  const id = useId();
  const described = [given.hint && `${id}-hint`, given.error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{given.label}</label>
      {given.hint && (
        <p class="hint" id={`${id}-hint`}>
          {given.hint}
        </p>
      )}
      {given.children({ id, describedBy: described || undefined, invalid: Boolean(given.error) })}
      {given.error && (
        <p class="fault" id={`${id}-error`}>
          {given.error}
        </p>
      )}
    </div>
  );
}

/** A choice of one from a list. */
export function Choice<Value extends string>(given: {
  label: string;
  hint?: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChoose: (value: Value) => void;
}): JSX.Element {
  const choose = (event: TargetedEvent<HTMLSelectElement>): void => {
    const found = given.options.find(([value]) => value === event.currentTarget.value);
    if (found) given.onChoose(found[0]);
  };
  return (
    <Field label={given.label} {...(given.hint ? { hint: given.hint } : {})}>
      {({ id, describedBy }) => (
        <select id={id} aria-describedby={describedBy} value={given.value} onChange={choose}>
          {given.options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One thing to say yes to, or not. */
export function Tick(given: { checked: boolean; onTick: (checked: boolean) => void; children: ComponentChildren }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={given.checked}
        onChange={(event) => {
          given.onTick(event.currentTarget.checked);
        }}
      />
      <span>{given.children}</span>
    </label>
  );
}

/** Something to know, said once and quietly. With `live` it is also read out when it changes. */
export function Notice(given: { live?: boolean; children: ComponentChildren }): JSX.Element {
  return (
    <div class="notice" role={given.live ? 'status' : undefined}>
      {given.children}
    </div>
  );
}

function Arrow(): JSX.Element {
  return (
    <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M10 3 5 8l5 5" />
    </svg>
  );
}
