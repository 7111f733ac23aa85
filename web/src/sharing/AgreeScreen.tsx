import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { One } from '../moment/Tags.tsx';
import { t } from '../words/index.ts';
import { todayHere, zoneHere } from './here.ts';
import { Fields, Preview, SharingFrame, Ticks } from './parts.tsx';
import type { Shared } from './sharing.ts';
import { daysBack, LASTS, LENGTHS, previewPath, type Draft } from './terms.ts';

/** A yes: to whom, to what, how far back, until when; seen beforehand. */
export function AgreeScreen(): JSX.Element {
  return <SharingFrame title={t('agree.title')}>{(shared) => <Form shared={shared} />}</SharingFrame>;
}

function Form(given: { shared: Shared }): JSX.Element {
  const { sharing } = useParts();
  const { clinic } = given.shared;
  const draft = sharing.draft.value;
  const change = (part: Partial<Draft>): void => {
    sharing.draft.value = { ...draft, ...part };
  };
  if (!clinic.therapist_id) return <p>{t('sharing.nobody')}</p>;
  return (
    <>
      <p>{t('agree.with', { who: t('sharing.therapist', { clinic: clinic.name }) })}</p>
      <Fields
        label={t('agree.fields')}
        at={draft.fields}
        choose={(fields) => {
          change({ fields });
        }}
      />
      <One
        label={t('agree.days')}
        of={LENGTHS}
        at={draft.days}
        say={(each) => t(`weeks.span.${each}`)}
        choose={(days) => {
          change({ days: days ?? draft.days });
        }}
      />
      <One
        label={t('agree.lasts')}
        of={LASTS}
        at={draft.lasts}
        say={(each) => t(`agree.lasts.${each}`)}
        choose={(lasts) => {
          change({ lasts: lasts ?? draft.lasts });
        }}
      />
      <Ticks
        label={t('agree.proposals.label')}
        of={['proposals']}
        at={draft.proposals ? ['proposals'] : []}
        say={() => t('agree.proposals')}
        choose={(chosen) => {
          change({ proposals: chosen.length > 0 });
        }}
      />
      <Preview path={shownFor(draft)} />
      <Yes therapist={clinic.therapist_id} />
    </>
  );
}

/** Notes are ticked with each report, so there are none to see yet. */
function shownFor(draft: Draft): string | null {
  const fields = draft.fields.filter((each) => each !== 'notes');
  return fields.length > 0 ? previewPath(fields, daysBack(todayHere(), draft.days), zoneHere(), []) : null;
}

function Yes(given: { therapist: string }): JSX.Element {
  const { router, sharing } = useParts();
  const ready = sharing.draft.value.fields.length > 0;
  const agree = async (): Promise<void> => {
    const whenHere = router.whenHere();
    if (ready && (await sharing.agree(given.therapist, todayHere()))) whenHere(router.back);
  };
  return (
    <>
      <p>{t('agree.each')}</p>
      <p>{t('agree.recall')}</p>
      {!ready && <p class="small">{t('agree.none')}</p>}
      <Button kind="main" disabled={!ready} onPress={() => void agree()}>
        {t('agree.yes')}
      </Button>
    </>
  );
}
