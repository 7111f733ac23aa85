/** The one way to the services. An answer is a value, also where it is not the one hoped for. */
import type { Session } from './session.ts';

/** `kind` is the last part of the problem's type; 'offline' and 'late' are the device's own. */
export interface Problem {
  readonly kind: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly detail: string }[];
  /** Seconds to wait before the next try, where the service says so. */
  readonly after: number | null;
}

export type Answer<T> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly data: T;
      readonly etag: string | null;
      /** Where the next page of a list is, if there is one. */
      readonly next?: string | null;
    }
  | { readonly ok: false; readonly problem: Problem };

export interface Asking {
  /** Milliseconds to wait for an answer. */
  readonly wait?: number;
  /** The ETag that is to be changed. */
  readonly match?: string | null;
  /** The ETag that is here already: a service that has nothing newer answers 304. */
  readonly unless?: string | null;
  /** A file is answered as a Blob. */
  readonly file?: true;
}

export interface Client {
  get: <T>(path: string, asking?: Asking) => Promise<Answer<T>>;
  post: <T>(path: string, body?: unknown, asking?: Asking) => Promise<Answer<T>>;
  put: <T>(path: string, body?: unknown, asking?: Asking) => Promise<Answer<T>>;
  patch: <T>(path: string, body?: unknown, asking?: Asking) => Promise<Answer<T>>;
  del: <T>(path: string, asking?: Asking) => Promise<Answer<T>>;
}

export interface Request extends Asking {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string | null;
}

export type Send = <T>(request: Request) => Promise<Answer<T>>;

const PATIENCE = 10_000;
const UNKNOWN_TOKEN = 401;
const NO_CONTENT = 204;

export function createClient(send: Send, session: Pick<Session, 'token' | 'renewed'>): Client {
  const call = async <T>(request: Request): Promise<Answer<T>> => {
    const token = await session.token();
    const answer = await send<T>({ ...request, token });
    if (answer.ok || answer.problem.status !== UNKNOWN_TOKEN || token === null) return answer;
    const next = await session.renewed(token);
    return next === null ? answer : send<T>({ ...request, token: next });
  };
  return {
    get: (path, asking) => call({ method: 'GET', path, ...asking }),
    post: (path, body, asking) => call({ method: 'POST', path, body, ...asking }),
    put: (path, body, asking) => call({ method: 'PUT', path, body, ...asking }),
    patch: (path, body, asking) => call({ method: 'PATCH', path, body, ...asking }),
    del: (path, asking) => call({ method: 'DELETE', path, ...asking }),
  };
}

/** One request, without any token but the given one. */
export function sender(fetching: typeof fetch): Send {
  return async <T>(request: Request): Promise<Answer<T>> => {
    try {
      const answer = await fetching(request.path, {
        method: request.method,
        headers: headersOf(request),
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(request.wait ?? PATIENCE),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      return await answerOf<T>(answer, request.file ?? false);
    } catch (reason) {
      const late = reason instanceof DOMException && reason.name === 'TimeoutError';
      return { ok: false, problem: problemOf(0, null, null, late ? 'late' : 'offline') };
    }
  };
}

function headersOf(request: Request): Record<string, string> {
  return {
    accept: request.file ? '*/*' : 'application/json',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.token ? { authorization: `Bearer ${request.token}` } : {}),
    ...(request.match ? { 'if-match': request.match } : {}),
    ...(request.unless ? { 'if-none-match': request.unless } : {}),
  };
}

async function answerOf<T>(answer: Response, file: boolean): Promise<Answer<T>> {
  const said = answer.status === NO_CONTENT ? null : await (file && answer.ok ? answer.blob() : jsonOf(answer));
  if (answer.ok) {
    const { status, headers } = answer;
    return { ok: true, status, data: said as T, etag: headers.get('etag'), next: nextOf(headers.get('link')) };
  }
  return { ok: false, problem: problemOf(answer.status, said, secondsOf(answer.headers.get('retry-after'))) };
}

/** The address behind rel="next" in a Link header. */
export function nextOf(link: string | null): string | null {
  return /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1] ?? null;
}

async function jsonOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** What a problem document says; whatever is missing in it is empty. */
export function problemOf(status: number, said: unknown, after: number | null = null, kind = 'unknown'): Problem {
  const document = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  const text = (name: string): string => (typeof document[name] === 'string' ? document[name] : '');
  const errors = Array.isArray(document['errors']) ? (document['errors'] as Problem['errors']) : [];
  return {
    kind: text('type').split(':').at(-1) || kind,
    status,
    title: text('title'),
    detail: text('detail'),
    errors,
    after,
  };
}

/** Null where it is not a number of seconds: a date is none. */
export function secondsOf(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
