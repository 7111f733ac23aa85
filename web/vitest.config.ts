import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __UNCHECKED_NUMBERS__: 'true' },
  test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], restoreMocks: true },
});
