/** The one line at the foot of every screen about what is not as usual, and where that leads. */
import { counted, t, type Plain } from '../words/index.ts';
import type { Parts } from './context.ts';
import type { Line } from './news.ts';
import type { Place } from './router.ts';

interface State {
  readonly says: string;
  readonly way?: { readonly to: Place; readonly name: Plain };
  /** Which of the news it is. */
  readonly line?: Line;
  /** Whether it can be tried once more to send what is in memory only. */
  readonly again?: true;
}

/** A way that leads to the screen it stands on is none. */
export function stateOf(parts: Parts): State {
  const { way, ...state } = stateAnywhere(parts);
  return way && way.to !== parts.router.place.value ? { ...state, way } : state;
}

function stateAnywhere(parts: Parts): State {
  const { online, outbox, session, waiting, news } = parts;
  const [unkept, refused] = [outbox.unkept.value, outbox.refused.value.length];
  const waits = waiting.value - unkept;
  if (session.ended.value) return ended(waits, unkept > 0 ? unkeptWords(parts) : '');
  if (unkept > 0) {
    if (outbox.trying.value) return { says: t('app.unkept.sending') };
    return { says: `${unkeptWords(parts)} ${t('app.unkept.can')}`, again: true };
  }
  if (refused > 0) return { says: counted('app.refused', refused), way: { to: 'refused', name: 'app.refused.way' } };
  if (waits > 0) return { says: counted(session.subject.value === null ? 'app.waiting.left' : 'app.waiting', waits) };
  if (!online.value) return { says: t('app.offline') };
  return news.line.value ? told(news.line.value) : { says: '' };
}

/** What closing the app would lose is said before anything else. */
function ended(waits: number, unkept: string): State {
  const says = waits > 0 ? counted('app.ended.waiting', waits) : t('app.ended');
  const all = unkept ? `${unkept} ${says}` : says;
  return waits > 0
    ? { says: all, way: { to: 'here', name: 'app.ended.waiting.way' } }
    : { says: all, way: { to: 'join', name: 'app.ended.way' } };
}

/** How long what is in memory only stays: the PIN that is asked for again ends it too. */
export function unkeptWords({ lock }: Pick<Parts, 'lock'>): string {
  return t(lock.minutes.value === null ? 'app.unkept' : 'app.unkept.pin');
}

function told(line: Line): State {
  const says = t(`app.news.${line}`);
  if (line === 'proposal') return { says, line, way: { to: 'plan', name: 'app.news.way' } };
  if (line === 'asks') return { says, line, way: { to: 'reminders', name: 'app.news.asks.way' } };
  if (line === 'session') return { says, line, way: { to: 'session', name: 'app.news.way' } };
  return line === 'off' ? { says, line, way: { to: 'reminders', name: 'app.news.way' } } : { says, line };
}
