/** Who uses this device: joined by a code once, then renewed for as long as the services allow. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Vault } from '../store/vault.ts';
import type { Answer, Send } from './client.ts';
import type { components } from './clinic.d.ts';

type Tokens = components['schemas']['Tokens'];
type Role = Tokens['roles'][number];

interface Kept {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly refresh: string;
  readonly access: string;
  /** Milliseconds since 1970 by this device's clock. */
  readonly until: number;
}

export interface Session {
  /** Null while nobody has joined on this device. */
  subject: ReadonlySignal<string | null>;
  roles: ReadonlySignal<readonly Role[]>;
  /** Whether the services have ended this session; what waits is kept for the next one. */
  ended: ReadonlySignal<boolean>;
  /** Returns once it is known who is here. */
  load: () => Promise<void>;
  join: (code: string, adult: boolean) => Promise<Answer<Tokens>>;
  /** A token that is still good, if there is one or one can be had. */
  token: () => Promise<string | null>;
  /** The token after one that was refused. */
  renewed: (refused: string) => Promise<string | null>;
  leave: () => Promise<void>;
  /** A renewed token that the disk did not take goes there, where there is room by now. */
  putDown: () => Promise<void>;
}

export interface Outside {
  readonly send: Send;
  readonly vault: Vault;
  /** One at a time, over all tabs. */
  readonly alone: <T>(name: string, act: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly newId: () => string;
  /** The other tabs look who is here. */
  readonly tell: () => void;
}

const NAME = 'session';
/**
 * Under which id which code was used. Whoever has both is the same person as before, as long as the code lasts; the code
 * itself is not kept, so that the device alone lets nobody in.
 */
const CODES = 'codes';
/** What belongs to the one who is here, and goes when they go. What waits to be sent is not among it. */
const OWN = 'own/';
const REFUSED = [400, 401, 403];
const NO_ANSWER = 0;
const EARLY = 30_000;
const SECOND = 1000;

export function createSession(outside: Outside): Session {
  const { vault, send, alone, now } = outside;
  const tokens = tokensIn(vault);
  const subject = signal<string | null>(null);
  const roles = signal<readonly Role[]>([]);
  const ended = signal(false);
  const tried: Record<string, string> = {};

  const show = (kept: Kept | null): void => {
    subject.value = kept?.subject ?? null;
    roles.value = kept?.roles ?? [];
    ended.value = kept?.refresh === '';
  };
  const keep = async (kept: Kept): Promise<void> => {
    await tokens.keep(kept);
    show(kept);
  };
  const enter = async (kept: Kept): Promise<void> => {
    const before = await vault.get<Kept>(NAME);
    // Also where nobody was here: an answer on its way may have been put down after somebody left.
    if (before?.subject !== kept.subject) await forgetOwn(vault);
    await tokens.put(kept);
    show(kept);
    outside.tell();
  };
  const renewed = (refused: string | null): Promise<string | null> =>
    alone(NAME, () => renew(outside, tokens.read, refused, keep));
  const putDown = (): Promise<void> => alone(NAME, tokens.putDown);

  return {
    subject,
    roles,
    ended,
    load: async () => {
      show(await tokens.read());
    },
    join: async (code, adult) => {
      const name = await digestOf(code);
      const codes = { ...tried, ...(await vault.get<Record<string, string>>(CODES)) };
      const id = (tried[name] = codes[name] ?? outside.newId());
      const path = `/v1/invitations/${encodeURIComponent(code)}/accept`;
      const answer = await send<Tokens>({ method: 'POST', path, body: { id, adult } });
      if (answer.ok || answer.problem.status === NO_ANSWER) await vault.putOnDisk(CODES, { ...codes, [name]: id });
      if (answer.ok) await enter(keptOf(answer.data, now()));
      return answer;
    },
    token: async () => {
      const kept = await tokens.read();
      if (!kept) return null;
      if (tokens.isAhead()) void putDown();
      return isGood(kept, null, now()) ? kept.access : renewed(null);
    },
    renewed,
    leave: async () => {
      await forgetOwn(vault);
      await tokens.remove();
      show(null);
      outside.tell();
    },
    putDown,
  };
}

async function forgetOwn(vault: Vault): Promise<void> {
  const own = await vault.list(OWN);
  await Promise.all(own.map((each) => vault.remove(each.name)));
}

interface Standing {
  readonly read: () => Promise<Kept | null>;
  /** Fails where the disk does not take them. */
  readonly put: (kept: Kept) => Promise<void>;
  /** The same, and holds them in memory there. */
  readonly keep: (kept: Kept) => Promise<void>;
  /** Whether newer ones than those on the disk are in memory. */
  readonly isAhead: () => boolean;
  readonly putDown: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The tokens that stand: those on the disk, or newer ones that came instead and that it did not take. */
function tokensIn(vault: Vault): Standing {
  let lying: Kept | null = null;
  let newer: { readonly instead: string; readonly kept: Kept } | null = null;
  /** Those on the disk; where it cannot be asked, as they were read last. */
  const onDisk = async (): Promise<Kept | null> => {
    const known = lying;
    return (lying = await vault.get<Kept>(NAME).catch((fault: unknown) => {
      if (known) return known;
      throw fault;
    }));
  };
  const read = async (): Promise<Kept | null> => {
    const kept = await onDisk();
    // Whoever left in another tab, or came in there, is not overruled from this one.
    return kept && kept.refresh === newer?.instead ? newer.kept : kept;
  };
  const put = async (kept: Kept): Promise<void> => {
    await vault.putOnDisk(NAME, kept);
    [lying, newer] = [kept, null];
  };
  const keep = async (kept: Kept): Promise<void> => {
    const before = await onDisk();
    await put(kept).catch(() => {
      newer = before && { instead: before.refresh, kept };
    });
  };
  const putDown = async (): Promise<void> => {
    const held = newer?.kept;
    if (held && (await read()) === held) await keep(held);
  };
  const remove = async (): Promise<void> => {
    await vault.remove(NAME);
    [lying, newer] = [null, null];
  };
  return { read, put, keep, isAhead: () => newer !== null, putDown, remove };
}

/** Only ever one at a time: a token that is used twice too late ends the session. */
async function renew(
  { send, now }: Outside,
  read: () => Promise<Kept | null>,
  refused: string | null,
  keep: (kept: Kept) => Promise<void>,
): Promise<string | null> {
  const kept = await read();
  if (!kept) return null;
  // Another tab may have been here first.
  if (isGood(kept, refused, now())) return kept.access;
  if (!kept.refresh) return null;
  const body = { grant_type: 'refresh_token', refresh_token: kept.refresh };
  const answer = await send<Tokens>({ method: 'POST', path: '/v1/token', body });
  // Whoever left meanwhile is not brought back, and whoever came in stays.
  if ((await read())?.refresh !== kept.refresh) return null;
  if (answer.ok) {
    await keep(keptOf(answer.data, now()));
    return answer.data.access_token;
  }
  if (REFUSED.includes(answer.problem.status)) await keep({ ...kept, refresh: '', access: '', until: 0 });
  return null;
}

async function digestOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isGood(kept: Kept, refused: string | null, now: number): boolean {
  return kept.access !== refused && kept.until - EARLY > now;
}

function keptOf(tokens: Tokens, now: number): Kept {
  return {
    subject: tokens.subject,
    roles: tokens.roles,
    refresh: tokens.refresh_token,
    access: tokens.access_token,
    until: now + tokens.expires_in * SECOND,
  };
}
