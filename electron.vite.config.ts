import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { licences } from './scripts/licences.ts';
import {
  CHROME_TARGET,
  NODE_TARGET,
  OUT,
  plotlyDefine,
  plotlyResolve,
  quietDirectives,
} from './scripts/vite.window.ts';

const at = (name: string): string => path.resolve(import.meta.dirname, name);
const output = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };

/** Main and preload, each one file; the engine has its own build, in scripts/vite.engine.config.ts. */
const shell = (folder: string, entry: string) => ({
  plugins: [licences()],
  build: {
    outDir: path.join(OUT, folder),
    target: NODE_TARGET,
    externalizeDeps: false,
    rolldownOptions: { output: { ...output, codeSplitting: false }, input: { index: at(entry) } },
  },
});

export default defineConfig({
  main: shell('main', 'src-main/shell/main.ts'),
  preload: shell('preload', 'src-main/shell/preload.ts'),
  renderer: {
    root: at('src-renderer'),
    publicDir: false,
    plugins: [react(), licences()],
    define: plotlyDefine,
    resolve: plotlyResolve,
    build: {
      outDir: path.join(OUT, 'renderer'),
      emptyOutDir: true,
      target: CHROME_TARGET,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3000,
      rolldownOptions: { ...quietDirectives, input: at('src-renderer/index.html') },
    },
  },
});
