/** The one line at the foot of every screen about what is not as usual, and where that leads. */
import { counted, t, type Plain } from '../words/index.ts';
import type { Parts } from './context.ts';
import type { Line } from './news.ts';
import type { Place } from './router.ts';

interface State {
  readonly says: string;
  readonly way?: { readonly to: Place; readonly name: Plain };
  /** Whether it can be tried once more to send what is in memory only. */
  readonly again?: true;
}

/** A way that leads to the screen it stands on is none. */
export function stateOf(parts: Parts): State {
  const { way, ...state } = stateAnywhere(parts);
  return way && way.to !== parts.router.place.value ? { ...state, way } : state;
}

function stateAnywhere({ online, outbox, session, waiting, news }: Parts): State {
  const [unkept, refused] = [outbox.unkept.value, outbox.refused.value.length];
  const waits = waiting.value - unkept;
  if (session.ended.value) {
    return waits > 0
      ? { says: counted('app.ended.waiting', waits), way: { to: 'here', name: 'app.ended.waiting.way' } }
      : { says: t('app.ended'), way: { to: 'join', name: 'app.ended.way' } };
  }
  if (unkept > 0) return { says: t('app.unkept'), again: true };
  if (refused > 0) return { says: counted('app.refused', refused), way: { to: 'refused', name: 'app.refused.way' } };
  if (waits > 0) return { says: counted(session.subject.value === null ? 'app.waiting.left' : 'app.waiting', waits) };
  if (!online.value) return { says: t('app.offline') };
  return news.line.value ? told(news.line.value) : { says: '' };
}

function told(line: Line): State {
  const says = t(`app.news.${line}`);
  if (line === 'proposal') return { says, way: { to: 'plan', name: 'app.news.way' } };
  if (line === 'asks') return { says, way: { to: 'reminders', name: 'app.news.asks.way' } };
  return line === 'off' ? { says, way: { to: 'reminders', name: 'app.news.way' } } : { says };
}
