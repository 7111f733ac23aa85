import type { JSX } from 'preact';
import type { components } from '../api/coach.d.ts';
import { language, t } from '../words/index.ts';

type Day = components['schemas']['Day'];
const HIGHEST = 10;
const WIDE = 100;
const HIGH = 40;

/** Two weeks as what was said on them: a dot for each moment. A day that is not there is not known. */
export function Picture(given: { days: readonly Day[] }): JSX.Element {
  const days = given.days;
  const first = dayNumber(days[0]?.day ?? '');
  const span = Math.max(1, dayNumber(days.at(-1)?.day ?? '') - first);
  return (
    <figure>
      <figcaption class="small">{t('card.picture')}</figcaption>
      <svg class="days" viewBox={`-3 -3 ${WIDE + 6} ${HIGH + 6}`} aria-hidden="true">
        <path d={`M0 ${HIGH}H${WIDE}`} />
        {days.flatMap((each) =>
          each.intensities.map((value, place) => (
            <circle
              key={`${each.day}-${place}`}
              cx={((dayNumber(each.day) - first) / span) * WIDE}
              cy={HIGH - (value / HIGHEST) * HIGH}
              r={1.6}
            />
          )),
        )}
      </svg>
      <ul class="unseen">
        {days.map((each) => (
          <li key={each.day}>
            {t('card.picture.day', { day: dayName(each.day), numbers: each.intensities.join(t('offer.between')) })}
          </li>
        ))}
      </ul>
    </figure>
  );
}

const A_DAY = 86_400_000;

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / A_DAY;
}

function dayName(day: string): string {
  const written = new Intl.DateTimeFormat(language.value, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return written.format(new Date(`${day}T00:00:00Z`));
}
