import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import type { Problem } from '../api/client.ts';
import { useParts } from '../app/context.ts';
import { Button, toHeading } from '../app/screen.tsx';
import { t, type Plain } from '../words/index.ts';
import type { Known } from './reminders.ts';
import { isMovable, todays, toldOf } from './saying.ts';
import type { Later, Moment } from './shapes.ts';

const LATER: readonly Later[] = [15, 'later', 'not_today'];
const NOT_NOW = 409;

/** Today's reminder, once it was sent or moved: it may come again later, or not today. */
export function Today({ known }: { known: Known }): JSX.Element | null {
  const moment = todays(known.moments, known.reminders, Date.now());
  return moment && <Told key={moment.id} moment={moment} />;
}

function Told({ moment }: { moment: Moment }): JSX.Element {
  const { reminders } = useParts();
  const trouble = useSignal('');
  const move = async (minutes: Later): Promise<void> => {
    const answer = await reminders.later(moment.id, minutes);
    if (answer.ok) toHeading();
    trouble.value = answer.ok ? '' : t(whyNot(answer.problem));
  };
  return (
    <section class="notice today">
      <p role="status">{toldOf(moment)}</p>
      {isMovable(moment) && (
        <div class="pair">
          {LATER.map((each) => (
            <Button key={each} onPress={() => void move(each)}>
              {t(`reminders.later.${each}`)}
            </Button>
          ))}
        </div>
      )}
      <p role="status">{trouble.value}</p>
    </section>
  );
}

function whyNot({ kind, status }: Problem): Plain {
  if (kind === 'over') return 'reminders.later.over';
  return status === NOT_NOW ? 'reminders.later.no' : 'reminders.again';
}
