import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { Button } from '../../app/screen.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { elapsed, paused, resumed, started } from '../clock.ts';
import type { Cue } from '../cues.ts';
import { Cues, useCue } from '../Leading.tsx';
import { breathAt, roundsOf, type Breath, type Pace, type Phase } from '../pace.ts';
import { useAwake, useNow } from '../ticking.ts';
import type { Given } from './given.ts';

/** Time to read what comes, before the first breath. */
const READY = 4000;
const CUES: Readonly<Record<Phase, Cue>> = { in: 'in', top_up: 'in', hold: 'wait', out: 'out', hold_after: 'wait' };

/** A pace to follow with the eyes; and with the ears or the hand, for who likes that. */
export function Breathe({ step, run }: Given<'breathe'>): JSX.Element {
  const { coach } = useParts();
  const pace = run.pace ?? step.pace;
  const [clock, setClock] = useState(() => started(run.since + READY));
  const going = clock.pausedAt === null;
  const now = useNow(going, true);
  const ready = going && now < clock.begunAt;
  const breath = breathAt(pace, elapsed(clock, now));
  useAwake(going && !breath.over);
  useCue(ready || !going ? null : breath.over ? 'end' : CUES[breath.phase]);
  const press = (): void => {
    setClock(going ? paused(clock, Date.now()) : resumed(clock, Date.now()));
  };
  return (
    <>
      <Circle breath={breath} pace={pace} ready={ready} />
      <div class="leading">
        {!breath.over && <Button onPress={press}>{t(going ? 'practice.pause' : 'practice.resume')}</Button>}
        <Cues />
      </div>
      <Act
        quiet={!breath.over}
        onNext={() => {
          coach.answer(null);
        }}
      />
    </>
  );
}

function Circle(given: { breath: Breath; pace: Pace; ready: boolean }): JSX.Element {
  const { breath, pace, ready } = given;
  const word = ready ? t('practice.breathe.ready') : breath.over ? '' : t(`practice.breathe.${breath.phase}`);
  return (
    <>
      <div class="breath" style={{ '--full': breath.full.toFixed(3) }}>
        <div class="breath-air" />
        <p class="breath-word">
          <span role="status">{word}</span>
          {!ready && !breath.over && (
            <span class="breath-count" aria-hidden="true">
              {breath.count}
            </span>
          )}
        </p>
      </div>
      <p class="small breath-round" role={breath.over ? 'status' : undefined}>
        {breath.over
          ? t('practice.breathe.over')
          : t('practice.breathe.round', { round: breath.round + 1, rounds: roundsOf(pace) })}
      </p>
    </>
  );
}
