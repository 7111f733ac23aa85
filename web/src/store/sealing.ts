/** How one record is sealed and opened again. */

export interface Sealed {
  name: string;
  iv: Uint8Array<ArrayBuffer>;
  body: ArrayBuffer;
}

const IV_BYTES = 12;

export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = newIv();
  const words = new TextEncoder().encode(JSON.stringify(value));
  return { name, iv, body: await crypto.subtle.encrypt(bound(name, iv), key, words) };
}

/** Null where this key does not open it, or not under this name. */
export async function unsealed<T>(key: CryptoKey, sealed: Sealed): Promise<T | null> {
  try {
    const words = await crypto.subtle.decrypt(bound(sealed.name, sealed.iv), key, sealed.body);
    return JSON.parse(new TextDecoder().decode(words)) as T;
  } catch {
    return null;
  }
}

export function newIv(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(IV_BYTES));
}

/** A record opens under its own name alone, so that none can be put in another's place. */
function bound(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}
