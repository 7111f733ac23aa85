import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Notice } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { momentInWords, shortDay } from '../weeks/dates.ts';
import { wallHere } from './here.ts';
import { Fields, fieldName, SharingFrame, Ticks } from './parts.tsx';
import { Reports } from './Reports.tsx';
import type { Shared } from './sharing.ts';
import { isInForce, type Consent } from './terms.ts';

/** What is shared, with whom, and how to stop. */
export function SharingScreen(): JSX.Element {
  const stopped = useSignal(false);
  return (
    <SharingFrame title={t('sharing.title')}>
      {(shared) => <Now shared={shared} stopped={stopped.value} stop={() => (stopped.value = true)} />}
    </SharingFrame>
  );
}

function Now(given: { shared: Shared; stopped: boolean; stop: () => void }): JSX.Element {
  const { shared } = given;
  const inForce = shared.consents.filter(isInForce);
  const over = shared.consents.filter((each) => !isInForce(each));
  return (
    <>
      {given.stopped && <Notice live>{t('sharing.stopped')}</Notice>}
      {inForce.length === 0 && <p>{t('sharing.nothing')}</p>}
      {inForce.map((each) => (
        <Given key={each.id} consent={each} shared={shared} stop={given.stop} />
      ))}
      {inForce.length === 0 && <p>{t('sharing.how')}</p>}
      {shared.clinic.therapist_id ? (
        <LinkButton to="share-new" kind={inForce.length === 0 ? 'main' : 'quiet'}>
          {t('sharing.new')}
        </LinkButton>
      ) : (
        <p>{t('sharing.nobody')}</p>
      )}
      {over.length > 0 && (
        <details>
          <summary>{t('sharing.earlier')}</summary>
          {over.map((each) => (
            <Over key={each.id} consent={each} shared={shared} />
          ))}
        </details>
      )}
    </>
  );
}

export function nameOf(recipient: string, shared: Shared): string {
  if (recipient !== shared.clinic.therapist_id) return t('sharing.other');
  return t('sharing.therapist', { clinic: shared.clinic.name });
}

/** A consent in force: what it allows, the reports within it, and one tap to end it. */
function Given(given: { consent: Consent; shared: Shared; stop: () => void }): JSX.Element {
  const { router, sharing } = useParts();
  const { consent, shared } = given;
  const withdraw = async (): Promise<void> => {
    if (await sharing.withdraw(consent.id)) given.stop();
  };
  return (
    <section class="share">
      <h2>{nameOf(consent.recipient, shared)}</h2>
      <Terms consent={consent} />
      <Button
        onPress={() => {
          sharing.consent.value = consent.id;
          router.go('report-new');
        }}
      >
        {t('sharing.report')}
      </Button>
      <Reports consent={consent} shared={shared} />
      <Less key={consent.fields.join()} consent={consent} />
      <Button onPress={() => void withdraw()}>{t('sharing.stop')}</Button>
      <p class="small">{t('sharing.stop.what')}</p>
    </section>
  );
}

function Terms(given: { consent: Consent }): JSX.Element {
  const { fields, from, to, expires_at, proposals } = given.consent;
  return (
    <>
      <p>{t('sharing.may')}</p>
      <ul>
        {fields.map((each) => (
          <li key={each}>{fieldName(each)}</li>
        ))}
      </ul>
      {from && (
        <p class="small">
          {to
            ? t('sharing.days', { first: shortDay(from), last: shortDay(to) })
            : t('sharing.from', { day: shortDay(from) })}
        </p>
      )}
      <p class="small">{t('sharing.until', { day: shortDay(wallHere(expires_at).day) })}</p>
      {proposals && <p class="small">{t('sharing.proposals.on')}</p>}
    </>
  );
}

/** Fewer fields; more would be another consent. */
function Less(given: { consent: Consent }): JSX.Element {
  const { sharing } = useParts();
  const { consent } = given;
  const fields = useSignal(consent.fields);
  const proposals = useSignal(consent.proposals);
  const less = fields.value.length < consent.fields.length || proposals.value !== consent.proposals;
  return (
    <details>
      <summary>{t('sharing.less')}</summary>
      <Fields
        label={t('sharing.less.what')}
        of={consent.fields}
        at={fields.value}
        choose={(chosen) => (fields.value = chosen)}
      />
      {consent.proposals && (
        <Ticks
          label={t('sharing.proposals.on')}
          of={['proposals']}
          at={proposals.value ? ['proposals'] : []}
          say={() => t('agree.proposals')}
          choose={(chosen) => (proposals.value = chosen.length > 0)}
        />
      )}
      {fields.value.length === 0 && <p class="small">{t('agree.none')}</p>}
      <Button
        disabled={!less || fields.value.length === 0}
        onPress={() => {
          if (less && fields.value.length > 0) void sharing.less(consent.id, fields.value, proposals.value);
        }}
      >
        {t('sharing.less.save')}
      </Button>
    </details>
  );
}

function Over(given: { consent: Consent; shared: Shared }): JSX.Element {
  const { consent, shared } = given;
  return (
    <section class="share">
      <h2>{nameOf(consent.recipient, shared)}</h2>
      <p>{t(consent.state === 'withdrawn' ? 'sharing.ended.withdrawn' : 'sharing.ended.ended')}</p>
      <p class="small">{momentInWords(wallHere(consent.granted_at))}</p>
      <Reports consent={consent} shared={shared} />
    </section>
  );
}
