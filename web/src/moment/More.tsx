import type { JSX } from 'preact';
import { Choice, Field } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { isMorning, type Draft, type Energy, type Extra, type Whereabouts } from './draft.ts';
import { Any, One } from './Tags.tsx';

const TRIGGERS = ['work', 'family', 'partner', 'friends', 'body', 'money', 'news', 'memory', 'night'] as const;
const WHERE: readonly Whereabouts[] = ['bed', 'people', 'alone'];
const ENERGY: readonly Energy[] = ['low', 'medium', 'high'];
const MINUTES = [1, 3, 10, 20] as const;
const PROPS = ['water-or-cool-object', 'cold-pack', 'music', 'contact'] as const;
const HOURS = Array.from({ length: 13 }, (_, hours) => String(hours));
const NOTE_CHARACTERS = 4000;
const SKIPPED = '';

interface Asking {
  readonly now: Extra;
  readonly change: (part: Partial<Extra>) => void;
}

/** What may be said besides. Whatever is tapped a second time is taken back. */
export function More(given: { draft: Draft; hour: number }): JSX.Element {
  const { extra } = given.draft;
  const asking: Asking = {
    now: extra.value,
    change: (part) => {
      extra.value = { ...extra.value, ...part };
    },
  };
  return (
    <section class="more" aria-label={t('more.title')}>
      <p class="hint">{t('more.optional')}</p>
      <About {...asking} />
      <Means {...asking} />
      {isMorning(given.hour) && <Sleep {...asking} />}
      <Note {...asking} />
    </section>
  );
}

function About({ now, change }: Asking): JSX.Element {
  return (
    <>
      <Any
        label={t('more.triggers')}
        of={TRIGGERS}
        at={now.triggers}
        say={(each) => t(`more.trigger.${each}`)}
        choose={(triggers) => {
          change({ triggers });
        }}
      />
      <One
        label={t('more.where')}
        of={WHERE}
        at={now.whereabouts}
        say={(each) => t(`more.where.${each}`)}
        choose={(whereabouts) => {
          change({ whereabouts });
        }}
      />
    </>
  );
}

/** What a practice may ask for. */
function Means({ now, change }: Asking): JSX.Element {
  return (
    <>
      <One
        label={t('more.energy')}
        of={ENERGY}
        at={now.energy}
        say={(each) => t(`more.energy.${each}`)}
        choose={(energy) => {
          change({ energy });
        }}
      />
      <One
        label={t('more.minutes')}
        of={MINUTES}
        at={now.minutes}
        say={String}
        choose={(minutes) => {
          change({ minutes });
        }}
      />
      <One
        label={t('more.write')}
        of={[true, false]}
        at={now.canWrite}
        say={(each) => t(each ? 'more.write.yes' : 'more.write.no')}
        choose={(canWrite) => {
          change({ canWrite });
        }}
      />
      <Any
        label={t('more.props')}
        of={PROPS}
        at={now.props}
        say={(each) => t(`more.props.${each}`)}
        choose={(props) => {
          change({ props });
        }}
      />
    </>
  );
}

function Sleep({ now, change }: Asking): JSX.Element {
  return (
    <Choice
      label={t('more.sleep')}
      value={now.sleepHours === null ? SKIPPED : String(now.sleepHours)}
      options={[[SKIPPED, t('more.sleep.skip')], ...HOURS.map((each) => [each, each] as const)]}
      onChoose={(value) => {
        change({ sleepHours: value === SKIPPED ? null : Number(value) });
      }}
    />
  );
}

function Note({ now, change }: Asking): JSX.Element {
  return (
    <Field label={t('more.note')} hint={t('more.note.hint')}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          rows={3}
          maxLength={NOTE_CHARACTERS}
          aria-describedby={describedBy}
          value={now.note}
          onInput={(event) => {
            change({ note: event.currentTarget.value });
          }}
        />
      )}
    </Field>
  );
}
