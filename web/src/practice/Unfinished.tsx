import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { components } from '../api/coach.d.ts';
import { useParts } from '../app/context.ts';
import { Button, Notice } from '../app/screen.tsx';
import { t } from '../words/index.ts';

type Summary = components['schemas']['PracticeSummary'];

/** What nobody goes back to any more. */
const LONG_AGO = 24 * 3_600_000;

/** A practice with something left to do or to say: the one open here, else the newest of another device. */
export function Unfinished(): JSX.Element | null {
  const { coach, router } = useParts();
  const led = coach.led.value;
  const elsewhere = useElsewhere(led === null);
  if (led && led.run.rated) return null;
  if (led) {
    const { run, technique } = led;
    return (
      <GoOn
        what={{ name: technique.name, step: run.at + 1, steps: run.steps, ended: run.end !== null }}
        go={() => {
          router.go('practice');
          return Promise.resolve(true);
        }}
        leave={coach.close}
      />
    );
  }
  if (!elsewhere.value) return null;
  const { id, name, state, steps_done: done, steps_total: steps } = elsewhere.value;
  return (
    <GoOn
      what={{ name, step: Math.min(done + 1, steps), steps, ended: state !== 'running' }}
      go={() => coach.takeUp(id)}
      leave={elsewhere.leave}
    />
  );
}

function GoOn(given: {
  what: { name: string; step: number; steps: number; ended: boolean };
  go: () => Promise<boolean>;
  leave: () => void;
}): JSX.Element {
  const lost = useSignal(false);
  const { ended } = given.what;
  return (
    <Notice>
      <h2>{t(ended ? 'practices.unrated' : 'practices.unfinished')}</h2>
      <p>{ended ? given.what.name : t('practices.unfinished.what', given.what)}</p>
      {lost.value && <p role="status">{t('practices.unfinished.lost')}</p>}
      <div class="notice-ways">
        <Button
          kind="main"
          onPress={() => {
            void given.go().then((found) => (lost.value = !found));
          }}
        >
          {t(ended ? 'practices.unrated.go' : 'practices.unfinished.go')}
        </Button>
        <Button kind="plain" onPress={given.leave}>
          {t('practices.unfinished.leave')}
        </Button>
      </div>
    </Notice>
  );
}

/** The newest practice that another device left open today. */
function useElsewhere(wanted: boolean): { value: Summary | null; leave: () => void } {
  const { session, client, online, coach } = useParts();
  const [value, set] = useState<Summary | null>(null);
  const ask = wanted && session.subject.value !== null && online.value;
  useEffect(() => {
    if (!ask) return;
    let here = true;
    void client.get<{ practices: Summary[] }>('/v1/practices?limit=1').then((answer) => {
      const newest = answer.ok ? answer.data.practices[0] : undefined;
      if (here && newest && isOpen(newest) && !coach.leftAlone.has(newest.id)) set(newest);
    });
    return () => {
      here = false;
    };
  }, [ask, client, coach]);
  return {
    value: wanted ? value : null,
    leave: () => {
      if (value) coach.leftAlone.add(value.id);
      set(null);
    },
  };
}

function isOpen(practice: Summary): boolean {
  const silent = practice.intensity_after === null && practice.helped === null;
  return silent && Date.now() - Date.parse(practice.started_at) < LONG_AGO;
}
