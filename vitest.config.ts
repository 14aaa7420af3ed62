import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Day boundaries bite in a zone other than UTC.
process.env.TZ = 'America/Sao_Paulo';

/** Unit tests and checks; `vitest.e2e.config.ts` has those that need a window. */
export default defineConfig({
  test: {
    include: ['{src-main,src-renderer,resources,test}/**/*.test.{ts,tsx}'],
    // Vitest would leave one of two processors idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
