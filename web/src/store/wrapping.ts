/**
 * The key of the records, and what it lies wrapped in: a key that the browser never gives out, or one that is made from
 * a PIN. The key of the records itself stays the same when its wrapping changes, so that nothing is sealed anew.
 */
import { newIv } from './sealing.ts';

interface Wrapped {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly body: ArrayBuffer;
}

export type Wrapping =
  | ({ readonly by: 'device'; readonly key: CryptoKey } & Wrapped)
  | ({ readonly by: 'pin'; readonly salt: Uint8Array<ArrayBuffer>; readonly rounds: number } & Wrapped);

const AES = 'AES-GCM';
const BITS = 256;
const SALT_BYTES = 16;
const ON_RECORDS: readonly KeyUsage[] = ['encrypt', 'decrypt'];
const ON_KEYS: readonly KeyUsage[] = ['wrapKey', 'unwrapKey'];

/** A new key for records. It can be read out until it comes back out of a wrapping. */
export async function newRecordKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: AES, length: BITS }, true, ON_RECORDS);
}

export async function wrappedByDevice(recordKey: CryptoKey): Promise<Wrapping> {
  const key = await crypto.subtle.generateKey({ name: AES, length: BITS }, false, ON_KEYS);
  return { by: 'device', key, ...(await wrapped(recordKey, key)) };
}

export async function wrappedByPin(recordKey: CryptoKey, pin: string, rounds: number): Promise<Wrapping> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await keyOfPin(pin, salt, rounds);
  return { by: 'pin', salt, rounds, ...(await wrapped(recordKey, key)) };
}

/** The key of the records; null where this PIN is not the one. `loose`: it can be wrapped anew, for a moment. */
export async function unwrapped(wrapping: Wrapping, pin: string, loose = false): Promise<CryptoKey | null> {
  const key = wrapping.by === 'device' ? wrapping.key : await keyOfPin(pin, wrapping.salt, wrapping.rounds);
  try {
    const how = { name: AES, iv: wrapping.iv };
    return await crypto.subtle.unwrapKey('raw', wrapping.body, key, how, AES, loose, ON_RECORDS);
  } catch {
    return null;
  }
}

async function wrapped(recordKey: CryptoKey, by: CryptoKey): Promise<Wrapped> {
  const iv = newIv();
  return { iv, body: await crypto.subtle.wrapKey('raw', recordKey, by, { name: AES, iv }) };
}

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const words = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, words, { name: AES, length: BITS }, false, ON_KEYS);
}
