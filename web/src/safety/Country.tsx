import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Choice } from '../app/screen.tsx';
import { language, t } from '../words/index.ts';
import { directory } from './directory.ts';
import { countriesOf } from './numbers.ts';

/** Chosen by the person; a place is never asked for. */
export function Country(given: { hint?: string }): JSX.Element {
  const { country, choices } = useParts();
  const named = new Intl.DisplayNames([language.value], { type: 'region' });
  const known = countriesOf(directory).map((code) => [code, named.of(code) ?? code] as const);
  const sorted = known.toSorted(([, one], [, two]) => one.localeCompare(two, language.value));
  return (
    <Choice
      label={t('help.country')}
      {...(given.hint ? { hint: given.hint } : {})}
      value={country.value ?? ''}
      options={[['', t('help.country.other')], ...sorted]}
      onChoose={(code) => {
        void choices.chooseCountry(code || null);
      }}
    />
  );
}
