import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { wordOf } from '../moment/Chosen.tsx';
import { t } from '../words/index.ts';
import { momentInWords } from './dates.ts';
import type { Moment } from './picture.ts';

const AT_ONCE = 10;

/** The moments themselves, the newest first; each can be opened. */
export function Moments(given: { moments: readonly Moment[] }): JSX.Element {
  const shown = useSignal(AT_ONCE);
  const all = given.moments.toReversed();
  return (
    <section>
      <h2>{t('weeks.moments')}</h2>
      <ul class="moments">
        {all.slice(0, shown.value).map((each) => (
          <li key={each.checkIn.id}>
            <Way moment={each} />
          </li>
        ))}
      </ul>
      {all.length > shown.value && (
        <Button
          onPress={() => {
            shown.value += AT_ONCE;
          }}
        >
          {t('weeks.moments.more')}
        </Button>
      )}
    </section>
  );
}

function Way(given: { moment: Moment }): JSX.Element {
  const { router, weeks } = useParts();
  const { checkIn, wall, family } = given.moment;
  return (
    <button
      type="button"
      class="button quiet moment-way"
      onClick={() => {
        weeks.open.value = checkIn.id;
        router.go('one-moment');
      }}
    >
      <span class={`moment-strength ${family ? `feel-dot-${family}` : ''}`}>{checkIn.intensity}</span>
      <span>
        <span class="moment-name">{checkIn.emotions.map(wordOf).join(t('weeks.between'))}</span>
        <span class="small">{momentInWords(wall)}</span>
        {checkIn.waits && <span class="small">{t('weeks.waits')}</span>}
      </span>
    </button>
  );
}
