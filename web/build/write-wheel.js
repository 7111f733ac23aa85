import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('./wheel/write.ts', import.meta.url).pathname);
module.write();
