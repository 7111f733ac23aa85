import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { Chosen } from '../moment/Chosen.tsx';
import type { Draft } from '../moment/draft.ts';
import { More } from '../moment/More.tsx';
import { MOST, picked } from '../moment/picking.ts';
import { Strength } from '../moment/Strength.tsx';
import '../moment/moment.css';
import { List } from '../wheel/List.tsx';
import { t } from '../words/index.ts';
import { momentOf } from './picture.ts';
import type { MyCheckIn } from './mine.ts';

const HOUR = 60;

/** The same moment, said anew. */
export function Correct(given: { old: MyCheckIn; draft: Draft; done: () => void }): JSX.Element {
  const { weeks, router, listen } = useParts();
  const { draft } = given;
  const refused = useSignal(false);
  const pick = (id: string): void => {
    const after = picked(draft.chosen.value, id);
    refused.value = after === draft.chosen.value;
    draft.chosen.value = after;
  };
  const save = async (): Promise<void> => {
    const moment = draft.moment.value;
    if (!moment) return;
    listen(given.old.id, moment.note ?? '', moment);
    const whenHere = router.whenHere();
    await weeks.correct(given.old, moment);
    weeks.correcting.value = null;
    whenHere(router.back);
  };
  return (
    <Screen title={t('one.correct.title')} way="none">
      <p>{t('one.correct.what')}</p>
      <Chosen draft={draft} refused={refused.value} />
      <Strength draft={draft} />
      <details>
        <summary>{t('one.words')}</summary>
        <List chosen={draft.chosen.value} full={draft.chosen.value.length >= MOST} pick={pick} />
      </details>
      <More draft={draft} hour={Math.floor(momentOf(given.old).wall.minutes / HOUR)} />
      {!draft.moment.value && <p class="small">{t('moment.needs.word')}</p>}
      <Button kind="main" disabled={!draft.moment.value} onPress={() => void save()}>
        {t('one.save')}
      </Button>
      <Button onPress={given.done}>{t('one.leave')}</Button>
    </Screen>
  );
}
