import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { LinkButton, Notice, Screen } from '../app/screen.tsx';
import { One } from '../moment/Tags.tsx';
import { counted, t } from '../words/index.ts';
import { inZone } from './clock.ts';
import { momentInWords } from './dates.ts';
import { DayParts, Feelings, Tried } from './Facts.tsx';
import type { Mine } from './mine.ts';
import { Moments } from './Moments.tsx';
import { daysAway, daysWith, momentsOf, runsIn, spanOf, type Moment } from './picture.ts';
import { Plot, Table } from './Plot.tsx';
import './weeks.css';

const LENGTHS = [7, 28, 84] as const;
type Length = (typeof LENGTHS)[number];
const AWAY_FROM = 14;

/** My own weeks, drawn on this device. */
export function WeeksScreen(): JSX.Element {
  const { session, weeks } = useParts();
  const { mine } = weeks;
  useEffect(() => {
    void weeks.look();
  }, [weeks, session.subject.value]);
  return (
    <Screen title={t('weeks.title')}>
      {session.subject.value === null ? <Alone /> : mine.value && <Drawn mine={mine.value} />}
    </Screen>
  );
}

function Alone(): JSX.Element {
  return (
    <>
      <p>{t('weeks.alone')}</p>
      <p>{t('weeks.alone.how')}</p>
      <LinkButton to="join">{t('join.title')}</LinkButton>
    </>
  );
}

function Drawn(given: { mine: Mine }): JSX.Element {
  const { mine } = given;
  const length = useSignal<Length>(28);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = inZone(Date.now(), zone).day;
  const span = spanOf(today, length.value);
  const moments = momentsOf(mine.checkIns, span);
  const away = daysAway(mine.checkIns, today);
  return (
    <>
      <State mine={mine} zone={zone} />
      {(away === null || away >= AWAY_FROM) && <Greeting empty={away === null} />}
      {away !== null && (
        <>
          <One
            label={t('weeks.span')}
            of={LENGTHS}
            at={length.value}
            say={(each) => t(`weeks.span.${each}`)}
            choose={(each) => {
              length.value = each ?? length.value;
            }}
          />
          {moments.length === 0 ? (
            <p>{t('weeks.none')}</p>
          ) : (
            <Shown moments={moments} runs={runsIn(mine.runs, span, zone)} span={span} />
          )}
        </>
      )}
    </>
  );
}

/** How old this is, where it could not be brought up to date. */
function State(given: { mine: Mine; zone: string }): JSX.Element | null {
  const { weeks } = useParts();
  const { at } = given.mine;
  if (!weeks.trouble.value) return null;
  return (
    <Notice live>
      {at === null ? t('weeks.unknown') : t('weeks.old', { day: momentInWords(inZone(at, given.zone)) })}
    </Notice>
  );
}

function Greeting(given: { empty: boolean }): JSX.Element {
  return (
    <>
      <p>{t('weeks.greeting')}</p>
      {given.empty && <p>{t('weeks.empty')}</p>}
      <LinkButton kind="main" to="home">
        {t('weeks.start')}
      </LinkButton>
    </>
  );
}

function Shown(given: {
  moments: readonly Moment[];
  runs: ReturnType<typeof runsIn>;
  span: ReturnType<typeof spanOf>;
}): JSX.Element {
  const { moments, runs, span } = given;
  return (
    <>
      <p>{summary(moments, runs.length)}</p>
      <section>
        <h2>{t('weeks.strength')}</h2>
        <Plot moments={moments} span={span} />
        <Table moments={moments} />
      </section>
      <Feelings moments={moments} />
      <Tried runs={runs} />
      <DayParts moments={moments} />
      <Moments moments={moments} />
    </>
  );
}

function summary(moments: readonly Moment[], practices: number): string {
  const said = { moments: counted('weeks.count', moments.length), days: counted('weeks.days', daysWith(moments)) };
  if (practices === 0) return t('weeks.sum', said);
  return t('weeks.sum.done', { ...said, practices: counted('weeks.done', practices) });
}
