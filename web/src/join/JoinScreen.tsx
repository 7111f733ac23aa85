import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import type { Problem } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button, Field, LinkButton, Notice, Screen, Tick } from '../app/screen.tsx';
import { askToStay } from '../app/shell.ts';
import { t } from '../words/index.ts';
import { codeIn, codeOf } from './code.ts';
import { unkeptOf } from './unkept.ts';
import './join.css';

/** A code opens the door once; a link may have brought it along. */
export function JoinScreen(): JSX.Element {
  const { session } = useParts();
  const here = session.subject.value !== null && !session.ended.value;
  return <Screen title={t('join.title')}>{here ? <AlreadyHere /> : <Entry />}</Screen>;
}

function AlreadyHere(): JSX.Element {
  return (
    <>
      <p>{t('join.already')}</p>
      <LinkButton to="home" kind="main">
        {t('join.start')}
      </LinkButton>
      <LinkButton to="here" kind="plain">
        {t('here.title')}
      </LinkButton>
    </>
  );
}

function Entry(): JSX.Element {
  const { router, session } = useParts();
  const said = useSignal(codeIn(router.arrival.href));
  const adult = useSignal(false);
  const asking = useSignal(false);
  const trouble = useSignal<Trouble | null>(null);
  const welcome = (): void => {
    router.instead('welcome');
  };
  const press = async (): Promise<void> => {
    if (asking.value) return;
    const code = codeOf(said.value);
    trouble.value = lacking(code, adult.value);
    if (trouble.value) return;
    asking.value = true;
    const whenHere = router.whenHere();
    // It fails where the device cannot keep it; the same code opens again as long as this page is open.
    const answer = await session.join(code, adult.value).catch(unkeptOf);
    asking.value = false;
    if (typeof answer === 'string' || !answer.ok) {
      trouble.value = typeof answer === 'string' ? { at: 'way', says: answer } : troubleOf(answer.problem);
      return;
    }
    void askToStay(navigator);
    whenHere(welcome);
  };
  return (
    <>
      <p>{t('join.what')}</p>
      <Code said={said.value} trouble={trouble.value} change={(text) => (said.value = text)} />
      <Tick checked={adult.value} onTick={(yes) => (adult.value = yes)}>
        {t('join.adult')}
      </Tick>
      {trouble.value && trouble.value.at !== 'code' && <Notice live>{t(trouble.value.says)}</Notice>}
      <Button kind="main" disabled={asking.value} onPress={() => void press()}>
        {t(asking.value ? 'join.asking' : 'join.go')}
      </Button>
      <Without />
    </>
  );
}

function Code(given: { said: string; trouble: Trouble | null; change: (text: string) => void }): JSX.Element {
  const fault = given.trouble?.at === 'code' ? t(given.trouble.says) : undefined;
  return (
    <Field label={t('join.code')} hint={t('join.code.hint')} error={fault}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="text"
          class="code"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={given.said}
          onInput={(event) => {
            given.change(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

function Without(): JSX.Element {
  return (
    <section class="quiet">
      <p class="small">{t('join.without')}</p>
      <LinkButton to="home" kind="plain">
        {t('join.later')}
      </LinkButton>
    </section>
  );
}

interface Trouble {
  readonly at: 'code' | 'adult' | 'way';
  readonly says: `join.${'needs.code' | 'needs.adult' | 'refused' | 'unheard' | 'busy' | 'full' | 'unkept'}`;
}

function lacking(code: string, adult: boolean): Trouble | null {
  if (!code) return { at: 'code', says: 'join.needs.code' };
  return adult ? null : { at: 'adult', says: 'join.needs.adult' };
}

const NOT_FOUND = 404;
const NO_ANSWER = 0;

/** A mistyped, used and expired code look the same from outside, so that nobody learns anything by guessing. */
function troubleOf(problem: Problem): Trouble {
  if (problem.status === NOT_FOUND) return { at: 'code', says: 'join.refused' };
  return { at: 'way', says: problem.status === NO_ANSWER ? 'join.unheard' : 'join.busy' };
}
