import { defineConfig } from 'vitest/config';

process.env.TZ = 'America/Sao_Paulo';

/** Tests that drive the built app, one file after the other: each has the machine to itself. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
