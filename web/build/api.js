// Writes src/api/<service>.d.ts from openapi/<service>.json; with --check it only says which are out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const web = join(import.meta.dirname, '..');
const described = join(web, 'openapi');
const types = join(web, 'src', 'api');
const checking = process.argv.includes('--check');
const HEAD = '// Made from openapi/ by: npm run api\n/* eslint-disable */\n';

mkdirSync(types, { recursive: true });
const stale = [];
for (const name of readdirSync(described).toSorted()) {
  const target = join(types, name.replace(/\.json$/, '.d.ts'));
  const wanted = HEAD + astToString(await openapiTS(pathToFileURL(join(described, name)), { alphabetize: true }));
  if (existsSync(target) && readFileSync(target, 'utf8') === wanted) continue;
  stale.push(target.slice(web.length + 1));
  if (!checking) writeFileSync(target, wanted);
}
if (checking && stale.length) {
  process.stdout.write(`Out of date: ${stale.join(', ')}. Write them with: npm run api\n`);
  process.exitCode = 1;
}
