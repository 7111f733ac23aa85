import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { LinkButton, Way } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { dialed, PARTS, type Person } from './plan.ts';

/** Own people with a number, to call or to write to; nothing where there are none. */
export function OwnPeople(): JSX.Element | null {
  const { safetyPlan } = useParts();
  const people = (safetyPlan.plan.value?.people ?? []).filter((each) => each.number);
  if (people.length === 0) return null;
  return (
    <>
      <h3>{t('own.people')}</h3>
      <ul class="ways">
        {people.map((each) => (
          <Reachable key={`${each.name} ${each.number ?? ''}`} person={each} />
        ))}
      </ul>
    </>
  );
}

function Reachable(given: { person: Person }): JSX.Element {
  const { name, number } = given.person;
  return (
    <li>
      <span class="who">{name}</span>
      <span class="two">
        <Way href={`tel:${dialed(number ?? '')}`}>{t('own.call', { name })}</Way>
        <Way href={`sms:${dialed(number ?? '')}`}>{t('own.write', { name })}</Way>
      </span>
    </li>
  );
}

/** What somebody wrote for this very moment, on the help page; for who has not joined there is none. */
export function OwnPlan(): JSX.Element | null {
  const { safetyPlan, session } = useParts();
  if (session.subject.value === null) return null;
  const plan = safetyPlan.plan.value;
  const written = plan ? PARTS.filter((part) => plan[part].trim()) : [];
  return (
    <section>
      <OwnPeople />
      {plan && written.length > 0 && (
        <details class="calm" open>
          <summary>{t('own.plan')}</summary>
          {written.map((part) => (
            <div key={part}>
              <h3>{t(`own.${part}`)}</h3>
              <p class="own-words">{plan[part]}</p>
            </div>
          ))}
        </details>
      )}
      <LinkButton to="safety-plan">{t(plan ? 'own.change' : 'own.begin')}</LinkButton>
    </section>
  );
}
