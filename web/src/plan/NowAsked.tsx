import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import type { Energy } from '../moment/draft.ts';
import { isOpen } from '../offer/offers.ts';
import { One } from '../moment/Tags.tsx';
import { t } from '../words/index.ts';
import { strengthOf, type Strength } from './today.ts';

const ENERGY: readonly Energy[] = ['low', 'medium', 'high'];
const STRENGTH: readonly Strength[] = ['quiet', 'clear', 'strong'];

/** Two taps, or none: how it is now. What was said with the last moment is already there. */
export function NowAsked(): JSX.Element {
  const { plans, offers } = useParts();
  const { energy, strength } = plans.now.value;
  const turn = offers.turn.value;
  useEffect(() => {
    if (!turn || !isOpen(turn, Date.now()) || plans.now.peek().strength) return;
    plans.now.value = { energy: turn.moment.context?.energy ?? null, strength: strengthOf(turn.now) };
  }, [turn, plans]);
  return (
    <section class="now" aria-label={t('plan.now')}>
      <h2>{t('plan.now')}</h2>
      <p class="hint">{t('plan.now.why')}</p>
      <One
        label={t('plan.energy')}
        of={ENERGY}
        at={energy}
        say={(each) => t(`more.energy.${each}`)}
        choose={(chosen) => {
          plans.now.value = { energy: chosen, strength };
        }}
      />
      <One
        label={t('plan.strength')}
        of={STRENGTH}
        at={strength}
        say={(each) => t(`plan.strength.${each}`)}
        choose={(chosen) => {
          plans.now.value = { energy, strength: chosen };
        }}
      />
    </section>
  );
}
