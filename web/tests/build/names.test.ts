import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, NAMES } from '../../src/app/names.ts';
import { en } from '../../src/words/en.ts';

interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly start_url: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
}

const PUBLIC = join(import.meta.dirname, '..', '..', 'public');
const at = (path: string): string => join(PUBLIC, path);
const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(at(path), 'utf8')) as Manifest;
/** Width and height stand at the same place in every PNG. */
const sizeOf = (path: string): string => {
  const file = readFileSync(at(path));
  return `${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`;
};

test.each(NAMES)('%s has a manifest under its own name, of the same app, with pictures of its own', (name) => {
  const { manifest, picture, touch } = filesOf(name);
  const said = manifestOf(manifest);
  expect([said.name, said.short_name]).toEqual([en[`name.${name}`], en[`name.${name}`]]);
  expect(said.id).toBe('/');
  expect(new URL(said.start_url, 'http://localhost').searchParams.get('as') ?? 'minute').toBe(name);
  expect(said.icons.map((each) => each.src)).toContain(picture);
  for (const { src, sizes, type } of said.icons) {
    expect(existsSync(at(src))).toBe(true);
    if (type === 'image/png') expect(sizeOf(src)).toBe(sizes);
  }
  expect(sizeOf(touch)).toBe('180x180');
});

test('no two names share a picture', () => {
  const all = NAMES.flatMap((name) => manifestOf(filesOf(name).manifest).icons.map((each) => each.src));
  expect(new Set(all).size).toBe(all.length);
});
