import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, toHeading } from '../app/screen.tsx';
import { List } from '../wheel/List.tsx';
import { Search } from '../wheel/Search.tsx';
import { Wheel, type Choosing } from '../wheel/Wheel.tsx';
import { t } from '../words/index.ts';
import { WhereNow } from '../practice/WhereNow.tsx';
import { isUntouched } from './begun.ts';
import { Chosen } from './Chosen.tsx';
import { MOST, picked } from './picking.ts';
import { More } from './More.tsx';
import { Strength } from './Strength.tsx';
import { Ways } from './Ways.tsx';
import { firstView, sightOf, type View } from './view.ts';
import './moment.css';

/**
 * The first screen. Where a practice ended in silence it asks one question first. Somebody who has begun here, if only
 * to look for a word, is not interrupted: they are asked when they come here again.
 */
export function MomentScreen(): JSX.Element {
  const { afterwards, moments } = useParts();
  const begun = useSignal(false);
  const begin = (): void => {
    begun.value = true;
  };
  const about = afterwards.asked.value;
  const asks = about !== null && !begun.value && isUntouched(moments.draft);
  const asked = useRef(asks);
  useLayoutEffect(() => {
    if (asked.current && !asks) toHeading();
    asked.current = asks;
  }, [asks]);
  return asks ? <WhereNow key={about.id} about={about} /> : <Naming begin={begin} />;
}

/** A word, how strong it is, Send; all of it at once, and the rest only for who wants it. */
function Naming({ begin }: { begin: () => void }): JSX.Element {
  const { moments, session } = useParts();
  const { draft } = moments;
  const first = useRef<View>(firstView(sightOf(window), null));
  const view = draft.view.value ?? first.current;
  const finding = useSignal(false);
  const refused = useSignal(false);
  const choosing: Choosing = {
    chosen: draft.chosen.value,
    full: draft.chosen.value.length >= MOST,
    pick: (id) => {
      const after = picked(draft.chosen.value, id);
      refused.value = after === draft.chosen.value;
      draft.chosen.value = after;
    },
  };
  const go = (next: View | 'find'): void => {
    finding.value = next === 'find';
    if (next !== 'find') draft.view.value = next;
  };
  const shown = finding.value ? 'find' : view;
  return (
    <main
      class={`screen moment by-${shown}`}
      onPointerDownCapture={begin}
      onKeyDownCapture={begin}
      onFocusCapture={begin}
    >
      <h1 tabIndex={-1}>{t('moment.title')}</h1>
      <div class="moment-words">
        {shown === 'wheel' && <Wheel {...choosing} />}
        <Ways at={shown} from={view} go={go} />
        {shown === 'list' && <List {...choosing} />}
        {shown === 'find' && (
          <Search
            {...choosing}
            done={() => {
              go(view);
            }}
          />
        )}
      </div>
      <Act refused={refused.value} />
      {session.subject.value === null && <Unjoined />}
    </main>
  );
}

/** Everything here works without joining; whoever has a code finds the way. */
function Unjoined(): JSX.Element {
  const { lock, aside } = useParts();
  return (
    <p class="small unjoined">
      {t('moment.unjoined')}
      {lock.locked.value ? (
        <Button kind="plain" onPress={() => (aside.value = false)}>
          {t('app.locked.way')}
        </Button>
      ) : (
        <LinkButton kind="plain" to="join">
          {t('join.way')}
        </LinkButton>
      )}
    </p>
  );
}

/** What belongs to the thumb: the words picked, the line, Send. */
function Act(given: { refused: boolean }): JSX.Element {
  const { moments, newId, listen } = useParts();
  const { draft, send } = moments;
  const open = useSignal(false);
  const missing = useSignal<'' | 'word' | 'strength'>('');
  const press = (): void => {
    const moment = draft.moment.value;
    if (moment) {
      const id = newId();
      listen(id, moment.note ?? '', moment);
      send(moment, id);
    } else missing.value = draft.chosen.value.length === 0 ? 'word' : 'strength';
  };
  const ready = draft.moment.value !== null;
  const lacking = ready ? '' : missing.value;
  return (
    <>
      <div class="moment-act">
        <Chosen draft={draft} refused={given.refused && draft.chosen.value.length >= MOST} />
        <Strength draft={draft} />
        <div class="moment-send">
          <button
            type="button"
            class="button plain"
            aria-expanded={open.value}
            onClick={() => (open.value = !open.value)}
          >
            {t(open.value ? 'moment.less' : 'moment.more')}
          </button>
          <button type="button" class={`button main ${ready ? '' : 'waiting'}`} onClick={press}>
            {t('moment.send')}
          </button>
        </div>
        <p class="small" role="status">
          {lacking === 'word' && t('moment.needs.word')}
          {lacking === 'strength' && draft.intensity.value === null && t('moment.needs.strength')}
        </p>
      </div>
      {open.value && <More draft={draft} hour={new Date().getHours()} />}
    </>
  );
}
