import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { en } from '../src/words/en.ts';

const WORKER = 'sw.js';
const PUBLIC = join(import.meta.dirname, '..', 'public');

/** Tells the worker which files the app consists of, a name that changes when any of them does, and its one text. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} was not built`);
        if (worker.imports.length) throw new Error(`${WORKER} has to stand alone; it imports ${worker.imports.join()}`);
        const files = shellFiles(bundle);
        worker.code = worker.code
          .replace(/(["'`])__SHELL_FILES__\1/, JSON.stringify(Object.keys(files)))
          .replace('__SHELL_VERSION__', versionOf(files))
          .replace('__NOTICE__', en['reminder.usual']);
      },
    },
  };
}

/** Address to content hash, sorted: everything built, and what is copied as it is. */
function shellFiles(bundle: Rolldown.OutputBundle): Record<string, string> {
  const built = Object.values(bundle)
    .filter((each) => each.fileName !== WORKER)
    .map((each) => [each.fileName, hash(each.type === 'chunk' ? each.code : each.source)] as const);
  const copied = readdirSync(PUBLIC).map((name) => [name, hash(readFileSync(join(PUBLIC, name)))] as const);
  const named = [...built, ...copied].map(
    ([name, digest]) => [name === 'index.html' ? '/' : `/${name}`, digest] as const,
  );
  return Object.fromEntries(named.toSorted(([one], [two]) => (one < two ? -1 : 1)));
}

function versionOf(files: Record<string, string>): string {
  return hash(JSON.stringify(files)).slice(0, 16);
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
