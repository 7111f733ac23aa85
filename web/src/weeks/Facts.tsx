import type { JSX } from 'preact';
import { wordOf } from '../moment/Chosen.tsx';
import { t } from '../words/index.ts';
import { weekdayName } from './dates.ts';
import {
  feltIn,
  hasFallen,
  helpedIn,
  onceIn,
  partsOf,
  sharedTime,
  unnamedIn,
  type Felt,
  type Helped,
  type Moment,
  type PartCount,
} from './picture.ts';
import type { Run } from './mine.ts';

const WORDS_SHOWN = 5;
const PERCENT = 100;

export function Feelings(given: { moments: readonly Moment[] }): JSX.Element {
  const all = given.moments.length;
  const unnamed = unnamedIn(given.moments);
  return (
    <section>
      <h2>{t('weeks.felt')}</h2>
      <ul class="felt">
        {feltIn(given.moments).map((each) => (
          <Family key={each.family} felt={each} all={all} />
        ))}
      </ul>
      {unnamed > 0 && <p class="small">{t('weeks.felt.unnamed', { times: unnamed, all })}</p>}
    </section>
  );
}

function Family(given: { felt: Felt; all: number }): JSX.Element {
  const { felt, all } = given;
  const words = felt.words.slice(0, WORDS_SHOWN);
  return (
    <li>
      <p class="felt-name">
        <span>{wordOf(felt.family)}</span>
        <span class="small">{t('weeks.felt.of', { times: felt.moments, all })}</span>
      </p>
      <Bar share={felt.moments / all} family={felt.family} />
      <p class="small">
        {words.map(([id, times]) => t('weeks.felt.word', { word: wordOf(id), times })).join(t('weeks.between'))}
      </p>
    </li>
  );
}

/** Says again what the numbers beside it say. */
function Bar(given: { share: number; family?: string }): JSX.Element {
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-room" width="100" height="4" />
      <rect class={given.family ? `feel-${given.family}-core` : 'bar-part'} width={given.share * PERCENT} height="4" />
    </svg>
  );
}

/** Facts with what they are out of; nothing is said about why. */
export function DayParts(given: { moments: readonly Moment[] }): JSX.Element {
  const all = given.moments.length;
  const shared = sharedTime(given.moments);
  return (
    <section>
      <h2>{t('weeks.parts')}</h2>
      <ul class="felt">
        {partsOf(given.moments)
          .filter((each) => each.moments > 0)
          .map((each) => (
            <DayPart key={each.part} found={each} all={all} />
          ))}
      </ul>
      {shared && (
        <p>
          {t('weeks.shared', {
            times: shared.times,
            of: shared.of,
            day: weekdayName(shared.weekday),
            part: t(`weeks.shared.${shared.part}`),
          })}
        </p>
      )}
    </section>
  );
}

function DayPart(given: { found: PartCount; all: number }): JSX.Element {
  const { part, moments, high } = given.found;
  return (
    <li>
      <p class="felt-name">
        <span>{t(`weeks.part.${part}`)}</span>
        <span class="small">{t('weeks.part.of', { times: moments, all: given.all })}</span>
      </p>
      <Bar share={moments / given.all} />
      {high > 0 && <p class="small">{t('weeks.part.high', { high, times: moments })}</p>}
    </li>
  );
}

export function Tried(given: { runs: readonly Run[] }): JSX.Element | null {
  if (given.runs.length === 0) return null;
  const once = onceIn(given.runs);
  return (
    <section>
      <h2>{t('weeks.helped')}</h2>
      <ul class="helped">
        {helpedIn(given.runs).map((each) => (
          <Practice key={each.name} done={each} />
        ))}
      </ul>
      {once.length > 0 && <p>{t('weeks.helped.once', { names: once.join(t('weeks.between')) })}</p>}
      {hasFallen(given.runs) && <p class="small">{t('weeks.helped.fall')}</p>}
    </section>
  );
}

function Practice(given: { done: Helped }): JSX.Element {
  const { done } = given;
  return (
    <li>
      <p class="felt-name">
        <span>{done.name}</span>
        <span class="small">{t('weeks.helped.runs', { runs: done.runs })}</span>
      </p>
      {done.change !== null && <p>{changeInWords(done.change, done.rated)}</p>}
      {done.answered > 0 && <p>{t('weeks.helped.taps', { helped: done.helped, answered: done.answered })}</p>}
      {done.often && <p class="who">{t('weeks.helped.often')}</p>}
    </li>
  );
}

function changeInWords(change: number, rated: number): string {
  if (change === 0) return t('weeks.helped.change.same', { rated });
  return t(change < 0 ? 'weeks.helped.change.down' : 'weeks.helped.change.up', { change: Math.abs(change), rated });
}
