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

/** A practice that is not at its end: the one open here, else the newest of another device. */
export function Unfinished(): JSX.Element | null {
  const { coach, router } = useParts();
  const led = coach.led.value;
  const elsewhere = useElsewhere(led === null);
  if (led && led.run.rated) return null;
  if (led) {
    const { run, technique } = led;
    return (
      <GoOn
        what={{ name: technique.name, step: run.at + 1, steps: run.steps }}
        go={() => {
          router.go('practice');
          return Promise.resolve(true);
        }}
        leave={coach.close}
      />
    );
  }
  if (!elsewhere.value) return null;
  const { id, name, steps_done: done, steps_total: steps } = elsewhere.value;
  return (
    <GoOn what={{ name, step: Math.min(done + 1, steps), steps }} go={() => coach.takeUp(id)} leave={elsewhere.leave} />
  );
}

function GoOn(given: {
  what: { name: string; step: number; steps: number };
  go: () => Promise<boolean>;
  leave: () => void;
}): JSX.Element {
  const lost = useSignal(false);
  return (
    <Notice>
      <h2>{t('practices.unfinished')}</h2>
      <p>{t('practices.unfinished.what', given.what)}</p>
      {lost.value && <p role="status">{t('practices.unfinished.lost')}</p>}
      <div class="notice-ways">
        <Button
          kind="main"
          onPress={() => {
            void given.go().then((found) => (lost.value = !found));
          }}
        >
          {t('practices.unfinished.go')}
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
  const { session, client, online } = useParts();
  const [value, set] = useState<Summary | null>(null);
  const ask = wanted && session.subject.value !== null && online.value;
  useEffect(() => {
    if (!ask) return;
    let here = true;
    void client.get<{ practices: Summary[] }>('/v1/practices?limit=1').then((answer) => {
      const newest = answer.ok ? answer.data.practices[0] : undefined;
      if (here && newest && isOpen(newest)) set(newest);
    });
    return () => {
      here = false;
    };
  }, [ask, client]);
  return {
    value: wanted ? value : null,
    leave: () => {
      set(null);
    },
  };
}

function isOpen(practice: Summary): boolean {
  return practice.state === 'running' && Date.now() - Date.parse(practice.started_at) < LONG_AGO;
}
