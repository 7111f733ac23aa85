import type { JSX } from 'preact';
import { useParts } from '../../app/context.ts';
import { wordOf } from '../../moment/Chosen.tsx';
import { childrenOf, emotions, parentOf } from '../../wheel/emotions.ts';
import { language, t } from '../../words/index.ts';
import type { StepOf } from '../catalogue.ts';
import type { Run } from '../run.ts';

type Source = NonNullable<StepOf<'choice'>['source']>;

/** What a screen may show beside the options, from what the person said before. */
export function Own(given: { source: Source | null; run: Run }): JSX.Element | null {
  const { feelings } = given.run;
  const between = t('practice.between');
  if (given.source === 'today') {
    const day = new Intl.DateTimeFormat(language.value, { weekday: 'long', day: 'numeric', month: 'long' });
    return <p class="hint">{t('practice.today', { day: day.format(new Date()) })}</p>;
  }
  if (given.source === 'people') return <People />;
  if (feelings.length === 0) return null;
  const picked = <p class="hint">{t('practice.feeling', { words: feelings.map(wordOf).join(between) })}</p>;
  if (given.source === 'feeling') return picked;
  if (given.source !== 'wheel-neighbours') return null;
  const near = nearTo(feelings[0] ?? '');
  return (
    <>
      {picked}
      {near.length > 0 && <p class="hint">{t('practice.near', { words: near.join(between) })}</p>}
    </>
  );
}

/** Whom somebody named in their own plan; nothing where there is none. */
function People(): JSX.Element | null {
  const people = useParts().safetyPlan.plan.value?.people ?? [];
  if (people.length === 0) return null;
  return (
    <p class="hint">{t('practice.people', { names: people.map((each) => each.name).join(t('practice.between')) })}</p>
  );
}

/** The words inside it and beside it on the wheel. */
function nearTo(id: string): string[] {
  const word = emotions.get(id);
  if (!word) return [];
  const parent = parentOf(word);
  const near = [...childrenOf(word), ...(parent ? [parent, ...childrenOf(parent)] : [])];
  return [...new Set(near.filter((each) => each.id !== id).map((each) => each.label))];
}
