/** A device with its store, in front of services that say what a test wants. */
import { vi } from 'vitest';
import { createClient, problemOf, type Answer, type Client, type Request, type Send } from '../src/api/client.ts';
import { createSession, type Session } from '../src/api/session.ts';
import { createOutbox, type Outbox } from '../src/store/outbox.ts';
import { createVault, type Vault } from '../src/store/vault.ts';

const SUBJECT = '00000000-0000-4000-8000-000000000001';
export const HOUR = 3_600_000;

/** The services as a device meets them: `says` is what each request gets. */
export class Device {
  readonly asked: Request[] = [];
  says: (request: Request) => Answer<unknown>;
  now = 0;
  later: number[] = [];
  readonly acts: (() => void)[] = [];
  readonly vault: Vault;
  readonly session: Session;
  readonly client: Client;
  readonly outbox: Outbox;

  constructor(factory: IDBFactory, says: (request: Request) => Answer<unknown>) {
    this.says = says;
    const send = ((request: Request) => {
      this.asked.push(request);
      return Promise.resolve(this.says(request));
    }) as Send;
    const alone = queue();
    this.vault = createVault(factory);
    this.session = createSession({
      send,
      vault: this.vault,
      alone,
      now: () => this.now,
      newId: () => crypto.randomUUID(),
      tell: () => undefined,
    });
    this.client = createClient(send, this.session);
    this.outbox = createOutbox({
      client: this.client,
      vault: this.vault,
      subject: () => this.session.subject.value,
      alone,
      now: () => this.now,
      later: (act, pause) => {
        this.later.push(pause);
        this.acts.push(act);
      },
      tell: () => undefined,
    });
  }

  async joined(): Promise<this> {
    await this.session.join('code', true);
    return this;
  }

  sent(path: string): Request[] {
    return this.asked.filter((each) => each.path === path);
  }
}

function queue() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const next = (last.get(name) ?? Promise.resolve()).then(act);
    last.set(name, next);
    return next;
  };
}

let tokens = 0;
export const ok = (data: unknown, status = 200): Answer<unknown> => ({ ok: true, status, data, etag: null });
export const no = (status: number, after: number | null = null): Answer<unknown> => ({
  ok: false,
  problem: problemOf(status, null, after),
});
export const entry = (): Answer<unknown> =>
  ok({
    access_token: `access-${++tokens}`,
    refresh_token: `refresh-${tokens}`,
    expires_in: 900,
    roles: ['client'],
    subject: SUBJECT,
  });

/** Lets everybody in and takes everything. */
export function kind(request: Request): Answer<unknown> {
  if (request.path.endsWith('/accept') || request.path === '/v1/token') return entry();
  const body = (request.body ?? {}) as Record<string, unknown[]>;
  const items = body['check_ins'] ?? body['practices'];
  return items ? ok({ results: items.map(() => ({ status: 201 })) }, 207) : ok({});
}

/** Lets everybody in, and has no network for anything else. */
export const offline = (request: Request): Answer<unknown> => (request.path.endsWith('/accept') ? entry() : no(0));

/** From now on the disk cannot be asked at all; answers the way back. */
export function lose(): () => void {
  const ask = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  });
  return () => {
    ask.mockRestore();
  };
}

/** From now on the disk takes nothing more; answers the way back. */
export function fill(): () => void {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  return () => {
    put.mockRestore();
  };
}
