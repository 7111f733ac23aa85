import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import { hide, type Read, type Shown } from '../src/settings/profile.ts';
import { createProfiles } from '../src/settings/profiles.ts';

const NOTHING: Shown = {
  cautions: {},
  hidden: [],
  restored: [],
  language: null,
  zone: null,
  country: null,
  quiet: null,
  session: null,
  rest_inward_until: null,
  regulate_first_from: 8,
};
const offline: Answer<never> = { ok: false, problem: problemOf(0, null, null, 'offline') };

/** The services with one profile, as they keep it; `elsewhere` is what another device sets before the next change. */
function device() {
  const kept = new Map<string, unknown>();
  const asked: number[] = [];
  const subject = signal<string | null>('ana');
  const services = { shown: NOTHING, version: 1, online: true, elsewhere: null as Partial<Shown> | null };
  const told = (): Answer<Shown> => ({ ok: true, status: 200, data: services.shown, etag: `"${services.version}"` });
  const put = (body: unknown, match: string | null): Answer<Shown> => {
    if (services.elsewhere) set(services.elsewhere);
    services.elsewhere = null;
    if (match !== `"${services.version}"`) return { ok: false, problem: problemOf(412, null) };
    set(body as Partial<Shown>);
    return told();
  };
  const set = (part: Partial<Shown>): void => {
    services.shown = { ...services.shown, ...part };
    services.version += 1;
  };
  const make = () =>
    createProfiles({
      client: {
        get: <T>() => Promise.resolve((services.online ? told() : offline) as Answer<T>),
        put: <T>(_: string, body: unknown, asking?: { match?: string | null }) =>
          Promise.resolve((services.online ? put(body, asking?.match ?? null) : offline) as Answer<T>),
      },
      vault: {
        get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
        put: (name, value) => Promise.resolve(void kept.set(name, value)),
      },
      packs: { renewAfter: (version) => Promise.resolve(void asked.push(version)) },
      subject,
    });
  return { make, profiles: make(), services, asked, subject, kept };
}

test('after every change the pack that knows it is asked for', async () => {
  const { profiles, asked } = device();
  await profiles.change(hide('body-scan'));
  await profiles.save(profiles.read.value as Read, { country: 'IE' });
  expect(asked).toEqual([2, 3]);
  expect(profiles.read.value?.shown).toMatchObject({ hidden: ['body-scan'], country: 'IE' });
});

test('what another device sets in between is in it', async () => {
  const { profiles, services, asked } = device();
  services.elsewhere = { hidden: ['five-senses'], country: 'DE' };
  expect((await profiles.change(hide('body-scan'))).ok).toBe(true);
  expect(services.shown).toMatchObject({ hidden: ['five-senses', 'body-scan'], country: 'DE' });
  expect(asked).toHaveLength(1);
});

test('what was read before is refused where another device was faster', async () => {
  const { profiles, services, asked } = device();
  await profiles.renew();
  services.elsewhere = { country: 'DE' };
  const answer = await profiles.save(profiles.read.value as Read, { country: 'IE' });
  expect(answer).toMatchObject({ ok: false, problem: { status: 412 } });
  expect([services.shown.country, asked]).toEqual(['DE', []]);
});

test('without a network it is there as it was answered last, and nothing is changed', async () => {
  const { profiles, services, make } = device();
  await profiles.change(hide('body-scan'));
  services.online = false;
  const later = make();
  await later.load();
  expect((await later.change(hide('five-senses'))).ok).toBe(false);
  expect(later.read.value?.shown.hidden).toEqual(['body-scan']);
});

test('without joining nobody is asked', async () => {
  const { profiles, subject, kept } = device();
  subject.value = null;
  expect((await profiles.renew()).ok).toBe(false);
  expect((await profiles.change(hide('body-scan'))).ok).toBe(false);
  expect(kept.size).toBe(0);
});

test('nothing of one person is set for another one who comes in meanwhile', async () => {
  const { profiles, services, subject } = device();
  const changing = profiles.change(hide('body-scan'));
  subject.value = 'ben';
  expect((await changing).ok).toBe(false);
  expect(services.shown.hidden).toEqual([]);
});

test('it is nobody’s but its owner’s', async () => {
  const { profiles, subject, make } = device();
  await profiles.renew();
  subject.value = 'ben';
  expect(profiles.read.value).toBeNull();
  const later = make();
  await later.load();
  expect(later.read.value).toBeNull();
});
