import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Guard } from '../app/guard.tsx';
import { Button, Notice } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { directory, SHOW_UNCHECKED } from './directory.ts';
import { Checked, Danger, Emergency, Lines } from './Listed.tsx';
import { OwnPeople } from './Own.tsx';
import { numbersFor } from './numbers.ts';

/**
 * What somebody's own words called for, above the next step (docs/specification/safety.md section 2, S1, S2, S12).
 * Every `Screen` has it; a screen that is built without one puts it first. It takes nothing away: the step stays below.
 */
export function HeardCard(): JSX.Element {
  const { hearing } = useParts();
  const thanked = useSignal(false);
  const heard = hearing.heard.value;
  useEffect(() => {
    if (heard.length > 0) hearing.shown();
  }, [heard, hearing]);
  const asks = heard.includes('S1') || heard.includes('S2');
  return (
    <>
      {asks && <Asking others={heard.includes('S2')} thank={() => (thanked.value = true)} />}
      {!asks && thanked.value && <Thanks />}
      {heard.includes('S12') && <Notice>{t('heard.medication')}</Notice>}
    </>
  );
}

/** One question, and every way on from it. `others`: the words were about hurting somebody else. */
function Asking(given: { others: boolean; thank: () => void }): JSX.Element {
  const { hearing, router } = useParts();
  const title = useId();
  const lead = (place: 'help' | 'support'): void => {
    // Only a word that all is well, or that it is somebody else, settles it for this note.
    hearing.answered(place === 'support');
    router.go(place);
  };
  return (
    <section class="heard" aria-labelledby={title}>
      <h2 id={title} ref={takeFocus} tabIndex={-1}>
        {t('heard.title')}
      </h2>
      {given.others && <p>{t('heard.space')}</p>}
      <p class="question">{t('heard.safe')}</p>
      <div class="answers">
        <Button
          onPress={() => {
            given.thank();
            hearing.answered(true);
          }}
        >
          {t('heard.safe.yes')}
        </Button>
        <Button
          onPress={() => {
            lead('help');
          }}
        >
          {t('heard.safe.unsure')}
        </Button>
        <Button
          onPress={() => {
            lead('help');
          }}
        >
          {t('heard.safe.no')}
        </Button>
      </div>
      <Button
        kind="plain"
        onPress={() => {
          lead('support');
        }}
      >
        {t('heard.else')}
      </Button>
      <Guard>
        <OwnPeople />
      </Guard>
      <Numbers first={given.others} />
      <p class="small">{t('heard.stays')}</p>
    </section>
  );
}

/** `first`: the emergency number comes before the lines, as it does where there are no lines. */
function Numbers(given: { first: boolean }): JSX.Element {
  const { country } = useParts();
  const { emergency, lines, notice } = numbersFor(directory, country.value, new Date(), SHOW_UNCHECKED);
  return (
    <>
      {(given.first || lines.length === 0) && (
        <>
          <Danger numbers={emergency} />
          <Emergency numbers={emergency} />
        </>
      )}
      {lines.length > 0 && (
        <>
          <h3>{t('help.lines')}</h3>
          <Lines lines={lines} />
        </>
      )}
      <Checked notice={notice} />
    </>
  );
}

function Thanks(): JSX.Element {
  return (
    <p class="thanks" ref={takeFocus} tabIndex={-1}>
      {t('heard.thanks')}
    </p>
  );
}

/** What has just come is read out, and the keyboard goes on from there. */
function takeFocus(part: HTMLElement | null): void {
  part?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'nearest' });
}
