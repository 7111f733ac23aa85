import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(css|html|js|json|svg)$/;
const pack = promisify(brotliCompress);

/** Lays beside every text its content under Brotli, packed once and as small as it goes, for gateways to send. */
export function packing(): Plugin {
  return {
    name: 'packing',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        if (!dir) throw new Error('There is no folder to write to');
        const texts = Object.keys(bundle).filter((name) => TEXT.test(name));
        await Promise.all(texts.map((name) => packFile(join(dir, name))));
      },
    },
  };
}

async function packFile(path: string): Promise<void> {
  const content = await readFile(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${path}.br`, await pack(content, { params }));
}
