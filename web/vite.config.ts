import { defineConfig } from 'vite';
import { packing } from './build/packing.ts';
import { serviceWorker } from './build/service-worker.ts';

export default defineConfig({
  plugins: [serviceWorker(), packing()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: {
    // Numbers that nobody has checked are shown only where whoever builds says so (safety.md section 4).
    __UNCHECKED_NUMBERS__: JSON.stringify(process.env['SHOW_UNCHECKED_NUMBERS'] === 'true'),
  },
  server: { proxy: { '/v1': 'http://localhost:8080' } }, // The services of a demo that runs beside it.
  build: {
    modulePreload: { polyfill: false }, // The polyfill is an inline script, which the page's policy refuses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
