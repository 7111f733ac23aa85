import type { JSX } from 'preact';
import { ReadButton } from '../learn/reading.tsx';
import { Hiding } from '../settings/Hiding.tsx';
import { t, type Key } from '../words/index.ts';
import type { Option } from './offer.ts';

const TERMS = ['fit', 'lvl', 'int', 'help', 'ctx', 'evi', 'hw', 'fat'] as const;
type Term = (typeof TERMS)[number];
const DIGITS = 2;

/** Why this one: the reasons as sentences, the numbers they were weighed by, and a way not to be offered it again. */
export function Why(given: { option: Option }): JSX.Element {
  const { technique_id: id, name, reasons, terms = {}, score } = given.option;
  const weighed = TERMS.flatMap((each) => (terms[each] === undefined ? [] : [[each, terms[each]] as const]));
  return (
    <details class="why">
      <summary>{t('offer.why')}</summary>
      <ul>
        {reasons.map((each) => (
          <li key={each.code}>{each.text}</li>
        ))}
      </ul>
      {weighed.length > 0 && <Numbers weighed={weighed} score={score ?? null} />}
      <Hiding id={id} name={name} harmed={false} />
    </details>
  );
}

function Numbers(given: { weighed: readonly (readonly [Term, number])[]; score: number | null }): JSX.Element {
  return (
    <div class="numbers">
      <table>
        <caption>{t('offer.why.numbers')}</caption>
        <tbody>
          {given.weighed.map(([term, value]) => (
            <tr key={term}>
              <th scope="row">{t(`offer.term.${term}` satisfies Key)}</th>
              <td>{value.toFixed(DIGITS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {given.score !== null && <p>{t('offer.why.score', { number: given.score })}</p>}
      <p class="small">{t('offer.why.scale')}</p>
      <p class="small">{t('offer.why.proof')}</p>
      <ReadButton kind="plain" page="the-evidence">
        {t('learn.evidence')}
      </ReadButton>
    </div>
  );
}
