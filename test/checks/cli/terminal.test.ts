import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';
import { clientele, onTerminal } from './command.ts';

/** The program that gives a process a terminal. */
function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

async function bigOrders(folder: string): Promise<string> {
  const { orders } = await smallShop(folder);
  const [header = '', ...lines] = readFileSync(orders, 'utf8').trim().split('\n');
  const file = path.join(folder, 'big.csv');
  const copies = Array.from({ length: 80 }, (_, n) => lines.map((line) => `${n}${line}`).join('\n'));
  writeFileSync(file, `${header}\n${copies.join('\n')}\n`);
  return file;
}

describe.runIf(hasScript())('on a terminal (needs script of util-linux)', { timeout: 60_000 }, () => {
  it('shows progress; Ctrl C cancels with 130 and leaves the project as it was', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'config');
    const project = path.join(folder, 'shop.clientele');
    const file = await bigOrders(folder);
    await clientele(config, 'new', project);
    const stopped = await onTerminal(config, ['import', project, file], '░');
    expect(stopped.code).toBe(130);
    expect(stopped.out).toContain('Cancelled.');
    const engine = startEngine();
    expect((await engine.call('project.open', { path: project })).datasets).toEqual([]);
    await engine.call('project.close', {});
    const whole = await onTerminal(config, ['import', project, file]);
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(/[█░]{24}.*%/);
    expect((await engine.call('project.open', { path: project })).datasets).toHaveLength(1);
  });
});

it('shows no progress where stderr is no terminal', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const config = path.join(folder, 'config');
  const project = path.join(folder, 'shop.clientele');
  await clientele(config, 'new', project);
  const ran = await clientele(config, 'import', project, await bigOrders(folder));
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(/^big {2}[\d,]+ rows, 0 rejected\n$/);
});
