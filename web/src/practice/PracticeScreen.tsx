import type { JSX } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { AboveContext, useParts } from '../app/context.ts';
import { LinkButton, Notice, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Act } from './Act.tsx';
import type { Step } from './catalogue.ts';
import { minutesAndSeconds } from './clock.ts';
import { Dim } from './Dim.tsx';
import { EndScreen } from './EndScreen.tsx';
import type { Led } from './holding.ts';
import { useCue } from './Leading.tsx';
import './practice.css';
import type { Run, Timer } from './run.ts';
import { Breathe } from './steps/Breathe.tsx';
import { Choose } from './steps/Choose.tsx';
import { Rate } from './steps/Rate.tsx';
import { Senses } from './steps/Senses.tsx';
import { Timed } from './steps/Timed.tsx';
import { Plan, Write } from './steps/Write.tsx';
import { useNow } from './ticking.ts';

/** One practice, a step at a time. */
export function PracticeScreen(): JSX.Element {
  const { coach } = useParts();
  const led = coach.led.value;
  if (led) return led.run.end ? <EndScreen led={led} /> : <Walk led={led} />;
  return (
    <Screen title={coach.loaded.value ? t('practice.none') : ''}>
      {coach.loaded.value && <p>{t('practice.none.why')}</p>}
      <LinkButton to="practices">{t('practice.all')}</LinkButton>
    </Screen>
  );
}

function Walk({ led }: { led: Led }): JSX.Element | null {
  const { coach, router, hearing } = useParts();
  const Above = useContext(AboveContext);
  const { run, technique, steps } = led;
  const step = steps[run.at];
  const said = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    // A card that asks something has the focus; the step waits below it.
    if (router.moved.value && hearing.heard.peek().length === 0) said.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [router, hearing, run.at, run.since]);
  if (!step) return null;
  return (
    <main class="screen practice">
      <div class="practice-where">
        <h1 tabIndex={-1}>{technique.name}</h1>
        <p class="small">{t('practice.where', { step: run.at + 1, steps: run.steps })}</p>
      </div>
      <Above />
      {coach.taken.value && <Notice live>{t('practice.taken')}</Notice>}
      {run.at === 0 && technique.cautions.words && (
        <Notice>{t('practice.first', { text: technique.cautions.words })}</Notice>
      )}
      {run.timer && run.timer.step !== run.at && <Running timer={run.timer} />}
      <p class="say" tabIndex={-1} ref={said}>
        {step.text}
      </p>
      {step.eyes_open && <p class="hint">{t('practice.eyes', { text: step.eyes_open })}</p>}
      <Body key={`${run.id} ${run.at} ${run.since}`} step={step} run={run} steps={steps} />
      {step.dims && <Dim />}
    </main>
  );
}

function Body({ step, ...given }: { step: Step; run: Run; steps: readonly Step[] }): JSX.Element {
  const { coach } = useParts();
  switch (step.kind) {
    case 'breathe':
      return <Breathe step={step} {...given} />;
    case 'choice':
      return <Choose step={step} {...given} />;
    case 'rate':
      return <Rate step={step} {...given} />;
    case 'text':
      return <Write step={step} {...given} />;
    case 'plan':
      return <Plan step={step} {...given} />;
    case 'senses':
      return <Senses step={step} {...given} />;
    case 'timer':
      return <Timed step={step} {...given} seconds={step.seconds} />;
    case 'body':
      if (step.seconds) return <Timed step={step} {...given} seconds={step.seconds} />;
      break;
    case 'info':
  }
  return (
    <Act
      onNext={() => {
        coach.answer(null);
      }}
    />
  );
}

/** A timer of an earlier step that still runs. */
function Running(given: { timer: Timer }): JSX.Element {
  const now = useNow(true);
  const rest = Math.max(0, Math.ceil((given.timer.until - now) / 1000));
  useCue(rest === 0 ? 'end' : null);
  return (
    <p class="small running" role={rest === 0 ? 'status' : undefined}>
      {rest > 0 ? t('practice.running', { time: minutesAndSeconds(rest) }) : t('practice.over')}
    </p>
  );
}
