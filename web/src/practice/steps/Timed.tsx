import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useParts } from '../../app/context.ts';
import { Button } from '../../app/screen.tsx';
import { t } from '../../words/index.ts';
import { Act } from '../Act.tsx';
import { elapsed, left, minutesAndSeconds, paused, resumed, started } from '../clock.ts';
import { Cues, useCue } from '../Leading.tsx';
import { useAwake, useNow } from '../ticking.ts';
import type { Given } from './given.ts';

/** Something to do for a while, with the time kept by the screen. Nobody has to wait for its end. */
export function Timed(given: Given<'timer' | 'body'> & { seconds: number }): JSX.Element {
  const { coach } = useParts();
  const [clock, setClock] = useState(() => started(given.run.since));
  const going = clock.pausedAt === null;
  const now = useNow(going);
  const rest = left(clock, given.seconds, now);
  const background = given.step.kind === 'timer' && given.step.background;
  useAwake(going && rest > 0 && !background && !given.step.dims);
  useCue(rest === 0 ? 'end' : null);
  const press = (): void => {
    setClock(going ? paused(clock, Date.now()) : resumed(clock, Date.now()));
  };
  return (
    <>
      <Ring share={elapsed(clock, now) / given.seconds}>{rest > 0 && minutesAndSeconds(rest)}</Ring>
      <p class="small timed-said" role="status">
        {rest === 0 ? t('practice.over') : background && t('practice.background')}
      </p>
      <div class="leading">
        {rest > 0 && !background && <Button onPress={press}>{t(going ? 'practice.pause' : 'practice.resume')}</Button>}
        <Cues />
      </div>
      <Act
        quiet={rest > 0 && !background}
        onNext={() => {
          coach.answer(null);
        }}
      />
    </>
  );
}

/** How much of the time has gone, as a ring that fills. */
function Ring(given: { share: number; children: JSX.Element | string | false }): JSX.Element {
  return (
    <div class="ring" role="timer">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="46" />
        <circle
          class="ring-gone"
          cx="50"
          cy="50"
          r="46"
          pathLength={1}
          style={{ strokeDashoffset: String(1 - Math.min(1, given.share)) }}
        />
      </svg>
      <span>{given.children}</span>
    </div>
  );
}
