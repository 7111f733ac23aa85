import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { One } from '../moment/Tags.tsx';
import { momentInWords } from '../weeks/dates.ts';
import { momentsOf, type Moment } from '../weeks/picture.ts';
import { t } from '../words/index.ts';
import { todayHere, zoneHere } from './here.ts';
import { Fields, Preview, SharingFrame, Ticks } from './parts.tsx';
import { daysBack, daysWithin, inOrder, isInForce, LENGTHS, previewPath, type Consent, type Days } from './terms.ts';

/** A report within a consent: which days, which fields, which notes; seen beforehand. */
export function AskScreen(): JSX.Element {
  const { sharing } = useParts();
  return (
    <SharingFrame title={t('ask.title')}>
      {(shared) => {
        const consent = shared.consents.find((each) => each.id === sharing.consent.value);
        return consent && isInForce(consent) ? <Form key={consent.id} consent={consent} /> : <p>{t('ask.gone')}</p>;
      }}
    </SharingFrame>
  );
}

function Form(given: { consent: Consent }): JSX.Element {
  const { consent } = given;
  const fields = useSignal<Consent['fields']>(consent.fields.filter((each) => each !== 'notes'));
  const length = useSignal<(typeof LENGTHS)[number]>(28);
  const notes = useSignal<string[]>([]);
  const days = daysWithin(consent, daysBack(todayHere(), length.value));
  const withNotes = fields.value.includes('notes');
  const ticked = withNotes ? notes.value : [];
  const shown = inOrder(fields.value).filter((each) => each !== 'notes' || ticked.length > 0);
  return (
    <>
      <One
        label={t('ask.days')}
        of={LENGTHS}
        at={length.value}
        say={(each) => t(`weeks.span.${each}`)}
        choose={(each) => (length.value = each ?? length.value)}
      />
      <Fields
        label={t('ask.fields')}
        of={consent.fields}
        at={fields.value}
        choose={(chosen) => (fields.value = chosen)}
      />
      {withNotes && days && <Notes days={days} at={notes.value} choose={(chosen) => (notes.value = chosen)} />}
      <Preview path={days && shown.length > 0 ? previewPath(shown, days, zoneHere(), ticked) : null} />
      <Make consent={consent.id} days={days} fields={shown} notes={ticked} />
    </>
  );
}

function Notes(given: { days: Days; at: readonly string[]; choose: (ids: string[]) => void }): JSX.Element {
  const { weeks } = useParts();
  useEffect(() => {
    void weeks.look();
  }, [weeks]);
  const { from: first, to: last } = given.days;
  const all = momentsOf(weeks.mine.value?.checkIns ?? [], { first, last });
  const noted = new Map(
    all.filter((each) => each.checkIn.note && !each.checkIn.waits).map((each) => [each.checkIn.id, each]),
  );
  if (noted.size === 0) return <p>{t('ask.notes.none')}</p>;
  return (
    <>
      <Ticks
        label={t('ask.notes')}
        of={[...noted.keys()]}
        at={given.at.filter((id) => noted.has(id))}
        say={(id) => <Note moment={noted.get(id)} />}
        choose={given.choose}
      />
      <p class="small">{t('ask.notes.what')}</p>
    </>
  );
}

function Note(given: { moment: Moment | undefined }): JSX.Element | null {
  const { moment } = given;
  if (!moment) return null;
  return (
    <>
      <span class="small">{momentInWords(moment.wall)}</span>
      <br />
      {moment.checkIn.note}
    </>
  );
}

function Make(given: {
  consent: string;
  days: Days | null;
  fields: Consent['fields'];
  notes: readonly string[];
}): JSX.Element {
  const { router, sharing } = useParts();
  const { consent, days, fields, notes } = given;
  const ready = days !== null && fields.length > 0;
  const make = async (): Promise<void> => {
    if (!ready) return;
    const whenHere = router.whenHere();
    if (await sharing.request({ consent, ...days, zone: zoneHere(), fields, notes })) whenHere(router.back);
  };
  return (
    <>
      <p>{t('ask.after')}</p>
      {fields.length === 0 && <p class="small">{t('agree.none')}</p>}
      <Button kind="main" disabled={!ready} onPress={() => void make()}>
        {t('ask.yes')}
      </Button>
    </>
  );
}
