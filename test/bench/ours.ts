import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { findCase } from './cases/index.ts';
import type { Shape } from './harness/case.ts';

/**
 * Our side of one case in a process of its own: `ours.ts CASE THREADS FOLDER SHAPE`, asked in lines on standard input
 * (`turn LOOPS`, `check`, `memory`) and answering each with a line of JSON. `reference/run.py` does the same.
 */
const [name = '', threads = '1', folder = '', shape = '{}'] = process.argv.slice(2);
const answer = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-bench-'));
// Nobody's own settings are read or changed.
process.env.CLIENTELE_CONFIG = scratch;
const pool = createPool(Number(threads));
try {
  const prepared = await findCase(name).prepare({ shape: JSON.parse(shape) as Shape, folder, scratch, pool });
  answer({ versions: { Node: process.versions.node, kernels: pool.variant } });
  let last: unknown = null;
  for await (const line of createInterface({ input: process.stdin })) {
    const [verb, count = '1'] = line.split(' ');
    if (verb === 'check') {
      answer({ checks: await prepared.check(last) });
    } else if (verb === 'memory') {
      answer({ peakBytes: process.resourceUsage().maxRSS * 1024 });
    } else {
      let [ms, cpuMs] = [0, 0];
      for (let i = 0; i < Number(count); i++) {
        await prepared.before?.();
        last = null;
        const [startedAt, usage] = [performance.now(), process.cpuUsage()];
        last = await prepared.run();
        ms += performance.now() - startedAt;
        const { user, system } = process.cpuUsage(usage);
        cpuMs += (user + system) / 1000;
        await prepared.after?.(last);
      }
      answer({ ms: ms / Number(count), cpuMs: cpuMs / Number(count) });
    }
  }
  await prepared.close?.();
} finally {
  pool.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
