import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Answer } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { Asks } from './Asks.tsx';
import { Alone, Waiting } from './Before.tsx';
import { One } from './OneReminder.tsx';
import type { Known } from './reminders.ts';
import { offInWords } from './saying.ts';
import { hoursInWords } from '../settings/quiet.ts';
import { Today } from './Today.tsx';
import './reminders.css';

/** The own reminders: when they come, and every way to move, stop or quiet them. */
export function RemindersScreen(): JSX.Element {
  const { session, reminders } = useParts();
  const who = session.subject.value;
  useEffect(() => {
    void reminders.look();
  }, [reminders, who]);
  return (
    <Screen title={t('reminders.title')}>
      <p>{t('reminders.about')}</p>
      {who === null ? <Alone /> : <Mine />}
    </Screen>
  );
}

function Mine(): JSX.Element {
  const known = useParts().reminders.known.value;
  return (
    <>
      <Waiting />
      {known && <All known={known} />}
    </>
  );
}

function All({ known }: { known: Known }): JSX.Element {
  const { reminders, router } = useParts();
  const said = useSignal('');
  const line = useRef<HTMLParagraphElement>(null);
  const none = known.reminders.length === 0;
  const asks = known.asks?.off === false;
  // What was tapped may be gone by now, so the keyboard goes on from what is said of it.
  const say = (words: string): void => {
    said.value = words;
    line.current?.focus();
  };
  const tell = (answer: Answer<unknown>, done: string): void => {
    say(answer.ok ? done : t('reminders.again'));
  };
  const cancel = async (id: string): Promise<void> => {
    tell(await reminders.cancel(id), t('reminders.cancelled'));
  };
  const rest = async (resting: boolean): Promise<void> => {
    tell(await reminders.rest(resting), t(resting ? 'reminders.rested' : 'reminders.woken'));
  };
  return (
    <>
      <Wake known={known} wake={() => void rest(false)} />
      {asks && <Asks known={known} cancel={(id) => void cancel(id)} rest={(resting) => void rest(resting)} />}
      <Today known={known} />
      {none && <p>{t('reminders.none')}</p>}
      {known.reminders.map((each) => (
        <One
          key={each.id}
          reminder={each}
          known={known}
          settled={() => {
            say(t('reminders.settled'));
          }}
          cancel={() => void cancel(each.id)}
        />
      ))}
      <p role="status" ref={line} tabIndex={-1}>
        {said.value}
      </p>
      <Button
        kind={none ? 'main' : 'quiet'}
        onPress={() => {
          reminders.begin(null);
          router.go('reminder');
        }}
      >
        {t('reminders.add')}
      </Button>
      {!none && !known.pause.paused && !asks && <Button onPress={() => void rest(true)}>{t('reminders.rest')}</Button>}
      <p class="small">{t('reminders.quiet', hoursInWords(known.quiet))}</p>
      <LinkButton to="quiet">{t('reminders.quiet.way')}</LinkButton>
    </>
  );
}

/** What rests, or is off, is wanted again with one tap. */
function Wake({ known, wake }: { known: Known; wake: () => void }): JSX.Element | null {
  const off = known.reminders.filter((each) => each.off);
  const says = known.pause.paused ? [t('reminders.rests')] : off.map(offInWords);
  if (says.length === 0) return null;
  const one = !known.pause.paused && off.length === 1;
  return (
    <section class="notice today">
      {says.map((each) => (
        <p key={each}>{each}</p>
      ))}
      <Button kind="main" onPress={wake}>
        {t(one ? 'reminders.off.wake' : 'reminders.wake')}
      </Button>
    </section>
  );
}
