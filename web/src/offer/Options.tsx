import type { JSX } from 'preact';
import { Button } from '../app/screen.tsx';
import { counted, t } from '../words/index.ts';
import { useBeginning } from './beginning.ts';
import type { Offer, Option } from './offer.ts';
import { Why } from './Why.tsx';

/** The one thing to do here. */
export function First(given: { option: Option; tiny: Offer['tiny'] }): JSX.Element {
  const { option, tiny } = given;
  const begin = useBeginning();
  return (
    <section class="offer-first" aria-label={t('offer.first')}>
      <h2>{option.name}</h2>
      <p class="small">{counted('offer.minutes', option.minutes)}</p>
      {option.reasons[0] && <p>{option.reasons[0].text}</p>}
      <Button
        kind="main"
        label={t('offer.begin.named', { name: option.name })}
        onPress={() => void begin(option.technique_id)}
      >
        {t('offer.begin')}
      </Button>
      {tiny && (
        <Button kind="plain" onPress={() => void begin(tiny.technique_id, 'tiny')}>
          {t('offer.tiny', { line: tiny.line })}
        </Button>
      )}
      <Why option={option} />
    </section>
  );
}

export function Others(given: { options: readonly Option[] }): JSX.Element {
  const begin = useBeginning();
  return (
    <section class="offer-others">
      <h2>{t('offer.others')}</h2>
      <ul>
        {given.options.map((option) => (
          <li key={option.technique_id}>
            <button type="button" class="button quiet" onClick={() => void begin(option.technique_id)}>
              <span>{option.name}</span>
              <span class="small">{counted('offer.minutes', option.minutes)}</span>
            </button>
            <Why option={option} />
          </li>
        ))}
      </ul>
    </section>
  );
}
