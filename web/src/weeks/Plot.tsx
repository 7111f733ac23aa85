import type { JSX } from 'preact';
import { wordOf } from '../moment/Chosen.tsx';
import { t } from '../words/index.ts';
import { daysBetween } from './clock.ts';
import { momentInWords, shortDay, weekdayOf } from './dates.ts';
import type { Moment, Span } from './picture.ts';
import { dayTicks, dotsOf, numberTicks, PLOT, type Dot } from './plot.ts';

const A_WEEK = 6;
const RADIUS = 4.5;

/** How strong each moment was, over the days. Days without one are empty. */
export function Plot(given: { moments: readonly Moment[]; span: Span }): JSX.Element {
  const { moments, span } = given;
  const dots = dotsOf(moments, span);
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        role="img"
        aria-label={t('weeks.strength.picture', { first: shortDay(span.first), last: shortDay(span.last) })}
      >
        <Across />
        <Days span={span} />
        {dots.map((each) => (
          <Mark key={each.moment.checkIn.id} dot={each} />
        ))}
      </svg>
      <figcaption class="small">{t('weeks.strength.how')}</figcaption>
    </figure>
  );
}

function Across(): JSX.Element {
  return (
    <>
      {numberTicks().map((each) => (
        <g key={each.value}>
          <line class="plot-line" x1={PLOT.start} x2={PLOT.end} y1={each.at} y2={each.at} />
          <text class="plot-text" x={PLOT.start - 7} y={each.at} dy="0.35em" text-anchor="end">
            {each.value}
          </text>
        </g>
      ))}
    </>
  );
}

function Days(given: { span: Span }): JSX.Element {
  const { span } = given;
  const name = daysBetween(span.first, span.last) <= A_WEEK ? weekdayOf : shortDay;
  return (
    <>
      {dayTicks(span).map((each) => (
        <text key={each.value} class="plot-text" x={each.at} y={PLOT.height - 5} text-anchor="middle">
          {name(each.value)}
        </text>
      ))}
    </>
  );
}

function Mark(given: { dot: Dot }): JSX.Element {
  const { x, y, moment } = given.dot;
  const family = moment.family ? `feel-${moment.family}-core` : 'plot-unnamed';
  return <circle class={`plot-dot ${family}`} cx={x} cy={y} r={RADIUS} />;
}

/** The same moments in rows: for whoever hears the screen, and for everybody else. */
export function Table(given: { moments: readonly Moment[] }): JSX.Element {
  return (
    <details class="plot-table">
      <summary>{t('weeks.table')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('weeks.table.when')}</th>
            <th scope="col">{t('weeks.table.feelings')}</th>
            <th scope="col">{t('weeks.table.strength')}</th>
          </tr>
        </thead>
        <tbody>
          {given.moments.map(({ checkIn, wall }) => (
            <tr key={checkIn.id}>
              <th scope="row">{momentInWords(wall)}</th>
              <td>{checkIn.emotions.map(wordOf).join(t('weeks.between'))}</td>
              <td>{checkIn.intensity}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
