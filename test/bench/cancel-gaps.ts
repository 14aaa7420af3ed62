import os from 'node:os';
import { createPool, type BlockPool } from '../../src-main/engine/kernels/pool.ts';
import type { Context } from '../../src-main/engine/steps/context.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { CHECK_ANEW } from '../../src-main/engine/tensor/choice.ts';
import { createTensors } from '../../src-main/engine/tensor/client.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { InputMaker, grown, stepIds } from '../checks/steps/fixtures.ts';

/**
 * How long each step goes on, on a sizeable shop, without looking whether it was cancelled (`npm run bench:cancel`): the
 * longest stretch is the longest that Cancel waits, up to the 300 ms after which a job's thread is ended whatever it does.
 */

const FACTOR = Number(process.argv[2] ?? 40);
/** What half a second leaves after a thread was ended and the end was told. */
const LIMIT_MS = 300;

interface Gap {
  readonly id: string;
  readonly ms: number;
  readonly looks: number;
  readonly longestMs: number;
}

/** Keeps the longest stretch between two looks; a loop in blocks looks before each of them. */
function watch(): { context: Context; end: () => Omit<Gap, 'id'> } {
  const startedAt = performance.now();
  let lookedAt = startedAt;
  let looks = 0;
  let longestMs = 0;
  const look = (): void => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - lookedAt);
    lookedAt = now;
    looks++;
  };
  const own = testContext({ seed: 7 });
  const inline = createPool(1);
  const pool: BlockPool = {
    threads: 1,
    variant: inline.variant,
    async run(kernel, n, blockSize, shared) {
      look();
      const from = performance.now();
      const results = await inline.run(kernel, n, blockSize, shared);
      longestMs = Math.max(longestMs, (performance.now() - from) / Math.max(1, Math.ceil(n / blockSize)));
      lookedAt = performance.now();
      return results;
    },
    lead: (kernel, mostTasks, shared, work) =>
      inline.lead(kernel, mostTasks, shared, (loop) =>
        work((n) => {
          look();
          loop(n);
        }),
      ),
  };
  const signal = {
    get aborted() {
      look();
      return false;
    },
    throwIfAborted: look,
  };
  return {
    context: {
      ...own,
      tensor: createTensors({ choice: CHECK_ANEW, signal, warn: own.warn, used: () => undefined }),
      pool,
      signal,
    },
    end() {
      look();
      return { ms: performance.now() - startedAt, looks, longestMs };
    },
  };
}

const shape = grown(FACTOR);
process.stdout.write(
  `${os.cpus()[0]?.model ?? 'unknown processor'}, ${shape.nRows.toLocaleString('en-GB')} order lines, one thread\n`,
);
const maker = new InputMaker(shape, () => testContext({ seed: 7 }));
const gaps: Gap[] = [];
for (const id of stepIds()) {
  const inputs = await maker.inputsOf(id);
  const { context, end } = watch();
  await runDefinition(requireStep(id), context, inputs, {});
  gaps.push({ id, ...end() });
}
gaps.sort((a, b) => b.longestMs - a.longestMs);
for (const { id, ms, looks, longestMs } of gaps) {
  const mark = longestMs <= LIMIT_MS ? '✔' : '✘';
  const numbers = [`${longestMs.toFixed(0)} ms`, `of ${ms.toFixed(0)} ms`, `${looks} looks`].map((text) =>
    text.padStart(14),
  );
  process.stdout.write(`${mark} ${id.padEnd(32)}${numbers.join('')}\n`);
}
process.exit(gaps.every(({ longestMs }) => longestMs <= LIMIT_MS) ? 0 : 1);
