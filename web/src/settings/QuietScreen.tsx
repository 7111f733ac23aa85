import type { JSX } from 'preact';
import { useSignal, type Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { useParts, type Parts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { isTyped, sendTyped } from '../plan/typed.ts';
import { Typed } from '../plan/Typed.tsx';
import { t } from '../words/index.ts';
import { Mine } from './Mine.tsx';
import type { Read } from './profile.ts';
import { CHANGED_ELSEWHERE, type Profiles } from './profiles.ts';
import { hoursInWords, USUAL, type Quiet } from './quiet.ts';

type Faults = { readonly [name in keyof Quiet]?: string };
type Words = Readonly<Record<string, string>>;

/** When no reminder comes, as somebody wants it for themselves. */
export function QuietScreen(): JSX.Element {
  return (
    <Screen title={t('quiet.title')}>
      <p>{t('quiet.about', hoursInWords(USUAL))}</p>
      <p>{t('quiet.zone')}</p>
      <Mine alone="quiet.alone" away="quiet.away" of={(read) => <Hours read={read} />} />
    </Screen>
  );
}

function Hours(given: { read: Signal<Read> }): JSX.Element {
  const parts = useParts();
  const words = useSignal<Words>({});
  const said = useSignal('');
  const faults = useSignal<Faults>({});
  const underWay = useRef(false);
  const stands = given.read.value.shown.quiet;
  const shown = { ...(stands ?? USUAL), ...words.value };
  const save = async (quiet: Quiet | null): Promise<void> => {
    // A second tap while the first is on its way would be refused as an older change.
    if (underWay.current) return;
    faults.value = quiet ? lackingIn(quiet) : {};
    said.value = quiet && Object.keys(faults.value).length === 0 && quiet.from === quiet.to ? t('quiet.same') : '';
    if (said.value || Object.keys(faults.value).length > 0) return;
    underWay.current = true;
    said.value = await saved(parts, given.read, words, quiet);
    underWay.current = false;
  };
  const { from, to } = faults.value;
  return (
    <>
      <Typed words={words} name="from" type="time" label={t('quiet.from')} stands={shown.from} error={from} />
      <Typed words={words} name="to" type="time" label={t('quiet.to')} stands={shown.to} error={to} />
      <Button kind="main" onPress={() => void save(shown)}>
        {t('quiet.save')}
      </Button>
      {stands && <Button onPress={() => void save(null)}>{t('quiet.usual', hoursInWords(USUAL))}</Button>}
      <p role="status">{said.value}</p>
    </>
  );
}

/** An emptied time is said where it stands. */
function lackingIn({ from, to }: Quiet): Faults {
  return { ...(!from && { from: t('quiet.needed') }), ...(!to && { to: t('quiet.needed') }) };
}

/** What there is to say afterwards. What was chosen stays chosen until it is saved. */
async function saved(
  { profiles }: Parts,
  read: Signal<Read>,
  words: Signal<Words>,
  quiet: Quiet | null,
): Promise<string> {
  const answer = await sendTyped(words, () => profiles.save(read.value, { quiet }));
  if (!answer.ok) return refused(profiles, read, answer.problem);
  read.value = { shown: answer.data, etag: answer.etag };
  return t(isTyped(words.value) ? 'app.since' : 'quiet.saved');
}

async function refused(profiles: Profiles, read: Signal<Read>, problem: Problem): Promise<string> {
  if (problem.status !== CHANGED_ELSEWHERE) return t('quiet.unsaved');
  const newer = await profiles.renew();
  if (!newer.ok) return t('quiet.unsaved');
  const before = read.value.shown.quiet ?? USUAL;
  const now = newer.data.quiet ?? USUAL;
  read.value = { shown: newer.data, etag: newer.etag };
  return now.from === before.from && now.to === before.to ? t('quiet.elsewhere') : t('quiet.newer', hoursInWords(now));
}
