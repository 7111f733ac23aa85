import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { useParts, type Parts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { One } from '../moment/Tags.tsx';
import { t, type Plain } from '../words/index.ts';
import { codes } from './cautions.ts';
import { Mine } from './Mine.tsx';
import { withChanges, type Changes, type Read } from './profile.ts';
import { CHANGED_ELSEWHERE, type Profiles } from './profiles.ts';

/** What practices have to mind. Every question may stay open. */
export function CautionsScreen(): JSX.Element {
  return (
    <Screen title={t('cautions.title')}>
      <p>{t('cautions.why')}</p>
      <p>{t('cautions.who')}</p>
      <Mine alone="cautions.alone" away="cautions.away" of={(read) => <Questions read={read} />} />
    </Screen>
  );
}

function Questions(given: { read: Signal<Read> }): JSX.Element {
  const parts = useParts();
  const changes = useSignal<Changes>({});
  const said = useSignal<Plain | null>(null);
  const answers = withChanges(given.read.value.shown.cautions, changes.value);
  const underWay = useRef(false);
  const save = async (): Promise<void> => {
    // A second tap while the first is on its way would be refused as an older change.
    if (underWay.current) return;
    underWay.current = true;
    said.value = await saved(parts, given.read, changes);
    underWay.current = false;
  };
  return (
    <>
      {codes.map((code) => (
        <One
          key={code}
          label={t(`cautions.of.${code}`)}
          of={['yes', 'no'] as const}
          say={(answer) => t(`cautions.${answer}`)}
          at={answers[code] ?? null}
          choose={(answer) => {
            changes.value = { ...changes.value, [code]: answer };
            said.value = null;
          }}
        />
      ))}
      <Button kind="main" onPress={() => void save()}>
        {t('cautions.save')}
      </Button>
      <p role="status">{said.value && t(said.value)}</p>
    </>
  );
}

/** What there is to say afterwards. What was chosen stays chosen until it is saved. */
async function saved({ profiles }: Parts, read: Signal<Read>, changes: Signal<Changes>): Promise<Plain> {
  const sent = changes.value;
  const answer = await profiles.save(read.value, { cautions: withChanges(read.value.shown.cautions, sent) });
  if (!answer.ok) return refused(profiles, read, answer.problem);
  read.value = { shown: answer.data, etag: answer.etag };
  const since = Object.entries(changes.value).filter(([code, each]) => sent[code] !== each);
  changes.value = Object.fromEntries(since);
  return 'cautions.saved';
}

async function refused(profiles: Profiles, read: Signal<Read>, problem: Problem): Promise<Plain> {
  if (problem.status !== CHANGED_ELSEWHERE) return 'cautions.unsaved';
  const newer = await profiles.renew();
  if (!newer.ok) return 'cautions.unsaved';
  read.value = { shown: newer.data, etag: newer.etag };
  return 'cautions.newer';
}
