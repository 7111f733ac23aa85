/** Server-sent events as the services write them: an id, a name, and one line of JSON. Pure. */

export interface Event {
  /** The place behind this event; null where it leaves the place as it is. */
  readonly id: string | null;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Takes pieces as they come and answers the events that are whole by then; a heartbeat is none. */
export function eventReader(): (piece: string) => readonly Event[] {
  let rest = '';
  return (piece) => {
    const parts = (rest + piece).split('\n\n');
    rest = parts.pop() ?? '';
    return parts.map(eventOf).filter((each) => each !== null);
  };
}

function eventOf(part: string): Event | null {
  const fields = new Map(part.split('\n').map(fieldOf));
  const name = fields.get('event');
  const data = dataOf(fields.get('data') ?? '');
  return name && data ? { id: fields.get('id') ?? null, name, data } : null;
}

function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

function dataOf(text: string): Event['data'] | null {
  try {
    const data = JSON.parse(text) as unknown;
    return typeof data === 'object' && data !== null ? (data as Event['data']) : null;
  } catch {
    return null;
  }
}
