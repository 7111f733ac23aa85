import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { wordOf } from '../moment/Chosen.tsx';
import { createDraft, type Draft } from '../moment/draft.ts';
import { strengthWord } from '../moment/Strength.tsx';
import { t } from '../words/index.ts';
import { Correct } from './Correct.tsx';
import { momentInWords } from './dates.ts';
import { contextInWords, momentSaid, triggerInWords } from './said.ts';
import type { MyCheckIn } from './mine.ts';
import { momentOf } from './picture.ts';
import './weeks.css';

type Doing = 'reading' | 'taking-back';

/** One moment, all of it; to read, to correct, to take back. */
export function OneScreen(): JSX.Element {
  const { weeks } = useParts();
  const doing = useSignal<Doing>('reading');
  useEffect(() => {
    if (weeks.mine.value === null) void weeks.look();
  }, [weeks]);
  const found = weeks.mine.value?.checkIns.find((each) => each.id === weeks.open.value);
  if (!found) return <Screen title={t('one.title')}>{weeks.mine.value && <p>{t('one.gone')}</p>}</Screen>;
  const go = (next: Doing) => () => {
    doing.value = next;
    if (next === 'reading') scrollTo(0, 0);
  };
  const correct = (draft: Draft | null): void => {
    weeks.correcting.value = draft && { id: found.id, draft };
    scrollTo(0, 0);
  };
  const correcting = weeks.correcting.value;
  if (correcting?.id === found.id)
    return (
      <Correct
        old={found}
        draft={correcting.draft}
        done={() => {
          correct(null);
        }}
      />
    );
  return (
    <Screen title={found.emotions.map(wordOf).join(t('weeks.between'))}>
      <All checkIn={found} />
      {doing.value === 'reading' ? (
        <>
          <Button
            onPress={() => {
              correct(createDraft(momentSaid(found)));
            }}
          >
            {t('one.correct')}
          </Button>
          <Button onPress={go('taking-back')}>{t('one.back')}</Button>
        </>
      ) : (
        <Sure checkIn={found} leave={go('reading')} />
      )}
    </Screen>
  );
}

function All(given: { checkIn: MyCheckIn }): JSX.Element {
  const { checkIn } = given;
  const context = contextInWords(checkIn.context ?? {});
  return (
    <>
      <p>
        <strong>{t('one.strength', { number: checkIn.intensity, word: strengthWord(checkIn.intensity) })}</strong>
      </p>
      <p class="small">{momentInWords(momentOf(checkIn).wall)}</p>
      {checkIn.waits && <p class="small">{t('weeks.waits')}</p>}
      {checkIn.replaces && <p class="small">{t('one.corrected')}</p>}
      {checkIn.note && (
        <section>
          <h2>{t('one.note')}</h2>
          <p class="words-of-note">{checkIn.note}</p>
        </section>
      )}
      <Said title={t('one.triggers')} words={checkIn.triggers.map(triggerInWords)} />
      <Said title={t('one.context')} words={context} />
    </>
  );
}

function Said(given: { title: string; words: readonly string[] }): JSX.Element | null {
  if (given.words.length === 0) return null;
  return (
    <section>
      <h2>{given.title}</h2>
      <ul class="said">
        {given.words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  );
}

function Sure(given: { checkIn: MyCheckIn; leave: () => void }): JSX.Element {
  const { router, weeks } = useParts();
  const question = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    question.current?.focus();
  }, []);
  const takeBack = async (): Promise<void> => {
    const whenHere = router.whenHere();
    await weeks.takeBack(given.checkIn.id);
    whenHere(router.back);
  };
  return (
    <section class="notice" aria-label={t('one.back.sure')}>
      <h2 ref={question} tabIndex={-1}>
        {t('one.back.sure')}
      </h2>
      <p>{t('one.back.what')}</p>
      <p>{t('one.back.shared')}</p>
      <Button kind="main" onPress={() => void takeBack()}>
        {t('one.back.yes')}
      </Button>
      <Button onPress={given.leave}>{t('one.back.no')}</Button>
    </section>
  );
}
