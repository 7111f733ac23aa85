/** `npm run wheel`: writes what src/wheel draws from. The files are kept in the repository, and a test compares them. */

import { readFileSync, writeFileSync } from 'node:fs';

import { measured } from './metrics.ts';
import { stylesheet } from './stylesheet.ts';
import { labels } from './tables.ts';

const TARGET = new URL('../../src/wheel/', import.meta.url);

/** Every file by its name, as it ought to be. */
export function files(): Readonly<Record<string, string>> {
  return {
    'labels.json': tables(labels(measured())),
    'palette.css': stylesheet(),
  };
}

export function asWritten(name: string): string {
  return readFileSync(new URL(name, TARGET), 'utf8');
}

export function write(): void {
  for (const [name, content] of Object.entries(files())) writeFileSync(new URL(name, TARGET), content);
}

/** One label a line, so that a change can be read. */
function tables(value: unknown): string {
  return `${JSON.stringify(value).replaceAll('[[', '[\n[').replaceAll('],[', '],\n[').replaceAll('null,[', 'null,\n[')}\n`;
}
