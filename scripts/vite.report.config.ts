// The one script that the engine inlines into HTML reports.
import path from 'node:path';
import { defineConfig } from 'vite';
import { CHROME_TARGET, OUT, plotlyDefine, plotlyResolve, quietDirectives } from './vite.window.ts';

const entry = path.resolve(import.meta.dirname, '..', 'src-renderer/report/main.ts');

export default defineConfig({
  publicDir: false,
  define: { ...plotlyDefine, 'process.env.NODE_ENV': '"production"' },
  resolve: plotlyResolve,
  build: {
    outDir: path.join(OUT, 'report'),
    emptyOutDir: true,
    target: CHROME_TARGET,
    reportCompressedSize: false,
    rolldownOptions: quietDirectives,
    chunkSizeWarningLimit: 3000,
    lib: { entry, formats: ['iife'], name: 'clienteleReport', fileName: () => 'report.js' },
  },
});
