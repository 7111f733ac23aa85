import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { momentInWords, shortDay } from '../weeks/dates.ts';
import { counted, t } from '../words/index.ts';
import { wallHere } from './here.ts';
import { fieldName } from './parts.tsx';
import type { Shared } from './sharing.ts';
import { isBeingMade, isInForce, pauseAfter, type Consent, type Report } from './terms.ts';

/** The reports within one consent: what is in them, who may read them, who did. */
export function Reports(given: { consent: Consent; shared: Shared }): JSX.Element {
  const reports = given.shared.reports.filter((each) => each.consent_id === given.consent.id);
  return (
    <>
      {reports.map((each) => (
        <One key={each.id} report={each} shared={given.shared} open={isInForce(given.consent)} />
      ))}
    </>
  );
}

function One(given: { report: Report; shared: Shared; open: boolean }): JSX.Element {
  const { report, shared, open } = given;
  // Of the notes, how many there are says more than that there may be some.
  const fields = report.fields.filter((each) => each !== 'notes').map(fieldName);
  const said = report.notes.length > 0 ? [...fields, counted('report.notes', report.notes.length)] : fields;
  return (
    <section class="share">
      <h3>
        {t('report.title')}, {t('report.days', { first: shortDay(report.from), last: shortDay(report.to) })}
      </h3>
      <State report={report} open={open} />
      <p class="small">{t('report.shows', { fields: said.join('; ') })}</p>
      {report.pages ? <p class="small">{counted('report.pages', report.pages)}</p> : null}
      {open && report.pdf && <Doing report={report} />}
      <Openings report={report} shared={shared} />
    </section>
  );
}

function State(given: { report: Report; open: boolean }): JSX.Element {
  const { report, open } = given;
  if (isBeingMade(report)) return <Wait />;
  if (report.why) return <p>{report.why.text}</p>;
  if (!open) return <p>{t('report.over')}</p>;
  if (!report.released_at) return <p role="status">{t('report.built')}</p>;
  return <p>{t('report.released', { day: momentInWords(wallHere(report.released_at)) })}</p>;
}

/** Looks again until it is ready, rarely where the services tell it anyway, and gives up after a while; the report is made all the same. */
function Wait(): JSX.Element {
  const { sharing, stream } = useParts();
  const looks = useSignal(0);
  const pause = pauseAfter(looks.value, stream.live.value);
  useEffect(() => {
    if (pause === null) return undefined;
    const later = setTimeout(() => {
      looks.value += 1;
      void sharing.look();
    }, pause);
    return () => {
      clearTimeout(later);
    };
  }, [sharing, looks, looks.value, pause]);
  return <p role="status">{t(pause === null ? 'report.slow' : 'report.requested')}</p>;
}

function Doing(given: { report: Report }): JSX.Element {
  const { sharing } = useParts();
  const { report } = given;
  const gone = useSignal(false);
  const save = async (): Promise<void> => {
    const file = await sharing.file(report.id);
    gone.value = file === null;
    if (file) saveAs(file, `notes-${report.requested_at.slice(0, 'yyyy-mm'.length)}.pdf`);
  };
  return (
    <>
      <Button onPress={() => void save()}>{t('report.read')}</Button>
      {gone.value && <p role="status">{t('report.file')}</p>}
      {!report.released_at && (
        <>
          <Button kind="main" onPress={() => void sharing.release(report.id)}>
            {t('report.release')}
          </Button>
          <p class="small">{t('report.release.what')}</p>
        </>
      )}
    </>
  );
}

/** The name of the file says nothing about anybody. */
function saveAs(file: Blob, name: string): void {
  const way = document.createElement('a');
  way.href = URL.createObjectURL(file);
  way.download = name;
  way.click();
  URL.revokeObjectURL(way.href);
}

function Openings(given: { report: Report; shared: Shared }): JSX.Element | null {
  const { report, shared } = given;
  const here = shared.openings.filter((each) => each.report_id === report.id);
  const isMine = (by: string): boolean => by === shared.owner;
  const read = here.some((each) => !isMine(each.by));
  if (here.length === 0 && !report.released_at) return null;
  return (
    <>
      {!read && report.released_at && <p class="small">{t('report.opened.none')}</p>}
      <ul class="openings small">
        {here.map(({ by, at }) => (
          <li key={at}>
            {t(isMine(by) ? 'report.opened.you' : 'report.opened.them', { when: momentInWords(wallHere(at)) })}
          </li>
        ))}
      </ul>
    </>
  );
}
