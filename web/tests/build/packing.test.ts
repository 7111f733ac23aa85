import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packing } from '../../build/packing.ts';

const WORDS = "document.title = 'a word that is said again and again, again and again';";
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packing-'));
  await writeFile(join(folder, 'index.html'), '<script type="module" src="/app.js"></script>');
  await writeFile(join(folder, 'app.js'), WORDS);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('every text that is built has its packed content beside it', async () => {
  await build({ root: folder, configFile: false, logLevel: 'silent', plugins: [packing()] });
  const built = (await readdir(join(folder, 'dist'), { recursive: true })).filter((each) => /\.(js|html)$/.test(each));
  expect(built).toHaveLength(2);
  for (const name of built) {
    const path = join(folder, 'dist', name);
    expect(brotliDecompressSync(await readFile(`${path}.br`))).toEqual(await readFile(path));
  }
});
