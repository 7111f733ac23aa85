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
  const make = () =>
    createChoices({
      vault: {
        get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
        put: (name, value) => Promise.resolve(void kept.set(name, value)),
      },
      profiles: {
        read: computed(() => (subject.value === null ? null : ({ shown: { country }, etag: null } as Read))),
        change: (partOf) => {
          if (online) set.push(partOf({} as Shown));
          const answer = online ? { ok: true, status: 200 } : { ok: false, problem: problemOf(0, null) };
          return Promise.resolve(answer as Answer<Shown>);
        },
      },
      subject,
      guessed: 'GB',
    });
  return { make, choices: make(), kept, subject, set };
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

test('what was chosen before joining stays, and goes with whoever leaves', async () => {
  const { choices, subject, kept } = device(null);
  choices.chooseLook('dark');
  subject.value = 'ana';
  await choices.load();
  expect(kept.size).toBe(1);
  subject.value = null;
  expect(choices.look.value).toBe('auto');
});
