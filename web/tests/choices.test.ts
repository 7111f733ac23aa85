import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import { createChoices } from '../src/settings/choices.ts';
import type { Part, Read, Shown } from '../src/settings/profile.ts';

/** A device; `country` is what stands in the profile. */
function device(who: string | null, country: string | null = null, online = true) {
  const kept = new Map<string, unknown>();
  const subject = signal(who);
  const set: Part[] = [];
  const services = { online };
  const make = () =>
    createChoices({
      vault: {
        get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
        put: (name, value) => Promise.resolve(void kept.set(name, value)),
      },
      profiles: {
        read: computed(() => (subject.value === null ? null : ({ shown: { country }, etag: null } as Read))),
        change: (partOf) => {
          if (services.online) set.push(partOf({} as Shown));
          const answer = services.online ? { ok: true, status: 200 } : { ok: false, problem: problemOf(0, null) };
          return Promise.resolve(answer as Answer<Shown>);
        },
      },
      subject,
      guessed: 'GB',
    });
  return { make, choices: make(), kept, subject, set, services };
}

test('without joining what is chosen holds, and nothing is kept', async () => {
  const { choices, kept, set } = device(null);
  expect([choices.look.value, choices.country.value]).toEqual(['auto', 'GB']);
  choices.chooseLook('dark');
  expect(await choices.chooseCountry('IE')).toBe(false);
  expect([choices.look.value, choices.country.value]).toEqual(['dark', 'IE']);
  expect([kept.size, set]).toEqual([0, []]);
});

test('whoever joined finds it again, and their other devices know the country', async () => {
  const { choices, make, set } = device('ana');
  choices.chooseLook('dark');
  expect(await choices.chooseCountry('IE')).toBe(true);
  const later = make();
  await later.load();
  expect([later.look.value, later.country.value]).toEqual(['dark', 'IE']);
  expect(set).toEqual([{ country: 'IE' }]);
});

test('a country holds here also where nobody else learns it', async () => {
  const { choices, make } = device('ana', 'DE', false);
  expect(choices.country.value).toBe('DE');
  expect(await choices.chooseCountry(null)).toBe(false);
  const later = make();
  await later.load();
  expect(later.country.value).toBeNull();
});

test('what could not be said is said once there is a network, also after a restart', async () => {
  const { choices, make, set, services } = device('ana', 'DE', false);
  await choices.chooseCountry('IE');
  expect([choices.untold.value, set]).toEqual([true, []]);
  const later = make();
  await later.load();
  expect(await later.tell()).toBe(false);
  expect(later.untold.value).toBe(true);
  services.online = true;
  expect(await later.tell()).toBe(true);
  await later.tell();
  expect([later.untold.value, set]).toEqual([false, [{ country: 'IE' }]]);
  const last = make();
  await last.load();
  await last.tell();
  expect(set).toHaveLength(1);
});

test('what nobody chose here is said to nobody', async () => {
  const { choices, set } = device('ana', 'DE');
  await choices.load();
  choices.chooseLook('dark');
  await choices.tell();
  expect(set).toEqual([]);
});

test('of several quick choices the last one is what the services have, whichever is taken last', async () => {
  const subject = signal<string | null>('ana');
  const asked: { partOf: (shown: Shown) => Part; done: (answer: Answer<Shown>) => void }[] = [];
  const choices = createChoices({
    vault: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
    profiles: {
      read: signal(null),
      change: (partOf) => new Promise((done) => asked.push({ partOf, done })),
    },
    subject,
    guessed: null,
  });
  const said: Part[] = [];
  const taken: Answer<Shown> = { ok: true, status: 200, data: {} as Shown, etag: null };
  const all = [choices.chooseCountry('IE'), choices.chooseCountry('DE')];
  for (const { partOf, done } of asked.toReversed()) {
    said.push(partOf({} as Shown));
    done(taken);
  }
  await Promise.all(all);
  expect(said).toEqual([{ country: 'DE' }, { country: 'DE' }]);
  expect(choices.untold.value).toBe(false);
});

test('a country that was chosen while the PIN stood is not put over the owner’s own', async () => {
  const { choices, make, subject, kept } = device('ana');
  await choices.chooseCountry('DE');
  subject.value = null;
  const opened = make();
  await opened.chooseCountry('IE');
  opened.chooseLook('dark');
  subject.value = 'ana';
  await opened.load();
  expect([opened.country.value, opened.look.value]).toEqual(['DE', 'dark']);
  expect([...kept.values()]).toMatchObject([{ country: 'DE', look: 'dark' }]);
});

test('what its owner chooses while it is taken out again stays', async () => {
  const { choices, make } = device('ana');
  await choices.chooseCountry('DE');
  const opened = make();
  await opened.load();
  const again = opened.load();
  await opened.chooseCountry('IE');
  await again;
  expect(opened.country.value).toBe('IE');
});

test('what was chosen before joining stays, and goes with whoever leaves', async () => {
  const { choices, subject, kept } = device(null);
  choices.chooseLook('dark');
  subject.value = 'ana';
  await choices.load();
  expect(kept.size).toBe(1);
  subject.value = null;
  expect(choices.look.value).toBe('auto');
});

test('soft sound and vibration are kept for whoever joined, and go with them', async () => {
  const { choices, make, subject } = device('ana');
  expect([choices.sound.value, choices.touch.value]).toEqual([false, false]);
  choices.chooseCues({ sound: true });
  choices.chooseCues({ touch: true });
  choices.chooseCues({ touch: false });
  choices.chooseLook('dark');
  const later = make();
  await later.load();
  expect([later.sound.value, later.touch.value, later.look.value]).toEqual([true, false, 'dark']);
  subject.value = null;
  expect(later.sound.value).toBe(false);
});

test('without joining soft sound holds, and nothing is kept', async () => {
  const { choices, subject, kept } = device(null);
  choices.chooseCues({ sound: true });
  expect([choices.sound.value, kept.size]).toEqual([true, 0]);
  subject.value = 'ana';
  await choices.load();
  expect([choices.sound.value, kept.size]).toEqual([true, 1]);
});
