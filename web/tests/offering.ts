/** A device that offers, as the tests of offers have it. */
import { expect } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import type { CheckIn } from '../src/moment/send.ts';
import { PATIENCE } from '../src/offer/answering.ts';
import type { Offer, OfferShown } from '../src/offer/offer.ts';
import { createOffers } from '../src/offer/offers.ts';
import { everybodys } from '../src/offer/pack.ts';

export const STRONG = { emotions: ['fearful'], intensity: 9 };
export const CALM = { emotions: ['fearful'], intensity: 5 };
export const offline: Answer<unknown> = { ok: false, problem: problemOf(0, null, null, 'offline') };
export const pending: Answer<unknown> = { ok: true, status: 202, data: { pending: true }, etag: null };

export function shown(ids: string[], more: Partial<OfferShown> = {}): Answer<unknown> {
  const options = ids.map((id) => ({
    technique_id: id,
    name: id,
    minutes: 1,
    score: 1,
    terms: { fit: 1 },
    reasons: [],
  }));
  const data = { pending: false, phase: 'g1', intensity: 9, options, tiny: null, not_offered: [], cards: [], ...more };
  return { ok: true, status: 200, data, etag: null };
}

export const card = (kind: string): OfferShown['cards'][number] =>
  ({ id: 'c', kind, title: '', text: '', choices: [], line: null, picture: [], beside: 'first_option' }) as never;

/** A device; `says` is what the services answer to a path, now or later. Patience ends when `late()` says so. */
export function device(
  says: (path: string) => Answer<unknown> | Promise<Answer<unknown>>,
  subject: string | null = 'me',
) {
  const asked: string[] = [];
  const sent: CheckIn[] = [];
  const kept = new Map<string, unknown>();
  const waits: [number, () => void][] = [];
  let clock = 0;
  let ids = 0;
  const outside = {
    client: {
      get: async <T>(path: string) => {
        asked.push(path);
        return (await says(path)) as Answer<T>;
      },
      post: () => Promise.reject(new Error('Nothing is posted here.')),
    },
    outbox: {
      // Without joining nothing is sent, as in the real one.
      deliver: (item: { body: unknown }) => {
        if (subject !== null) sent.push(item.body as CheckIn);
        return Promise.resolve();
      },
      flush: () => Promise.resolve(),
    },
    vault: {
      get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
      put: (name: string, value: unknown) => Promise.resolve(void kept.set(name, structuredClone(value))),
    },
    subject: () => subject,
    pack: () => everybodys,
    hidden: () => [],
    now: () => clock,
    newId: () => `id-${++ids}`,
    zone: () => 'Europe/Dublin',
    pause: (time: number) => new Promise<void>((resolve) => waits.push([time, resolve])),
  };
  const late = async (): Promise<void> => {
    for (const [time, end] of waits.splice(0)) {
      expect(time).toBe(PATIENCE);
      end();
    }
    await settled();
  };
  return {
    offers: createOffers(outside),
    again: () => createOffers(outside),
    asked,
    sent,
    kept,
    late,
    pass: (time: number) => (clock += time),
  };
}

/** Everything that can happen without waiting has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
export const ids = (offer: Offer | 'none' | null | undefined): string[] =>
  offer && offer !== 'none' ? offer.options.map((each) => each.technique_id) : [];
export const run = (id: string, technique: string, intensity: number | null, helped: string | null = null) => ({
  id,
  technique,
  checkIn: 'id-1',
  rated: { intensity, helped },
});
export const unknown = Promise.resolve(null);
export const by = (offer: Offer | 'none' | null | undefined): string =>
  offer && offer !== 'none' ? offer.by : String(offer);
