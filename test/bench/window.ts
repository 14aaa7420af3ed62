import os from 'node:os';
import { clusterMillion, MILLION, openMillion } from '../e2e/million.ts';
import { framesASecond, longest, pan, rendererName, showScatter } from '../e2e/pace.ts';
import { scrollThrough } from '../e2e/scrolling.ts';
import { command, leave, settle } from '../e2e/tour.ts';
import { measureViews, viewTable } from '../e2e/views.ts';
import { measureTenMillion } from './ten-million-window.ts';

/**
 * How the window bears a million rows (`npm run bench:window`): a scatter of them appears, moves under the hand and is
 * looked into; a table of them is scrolled. Each figure is the median of several, the first time beside it.
 */

const TURNS = 5;
const LIMITS = { appearsMs: 2000, taskMs: 200 };

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(0)} ms`;

function line(name: string, value: string, limit: string, isHeld: boolean | null): boolean {
  const mark = isHeld === null ? ' ' : isHeld ? '✔' : '✘';
  process.stdout.write(`${mark} ${name.padEnd(46)} ${value.padStart(24)}  ${limit}\n`);
  return isHeld !== false;
}

/** `npm run bench:window -- --views 1000,100000,1000000` measures each kind of view over so many rows instead. */
const asked = process.argv.indexOf('--views');
if (asked >= 0) {
  const sizes = (process.argv[asked + 1] ?? '1000,100000,1000000').split(',').map(Number);
  const found = await measureViews(sizes);
  process.stdout.write(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores\n\n`);
  process.stdout.write(viewTable(found));
  process.exit(found.every(({ longestTaskMs }) => longestTaskMs <= LIMITS.taskMs) ? 0 : 1);
}

/** `npm run bench:window -- --ten-million [rows]` takes ten million interactions through the window instead. */
const many = process.argv.indexOf('--ten-million');
if (many >= 0) process.exit((await measureTenMillion(Number(process.argv[many + 1] ?? 10_000_000))) ? 0 : 1);

const { app, datasetId } = await openMillion();
try {
  process.stdout.write(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores\n`);
  process.stdout.write(`drawn by ${await rendererName(app.page)}, ${MILLION.toLocaleString('en-GB')} rows\n`);
  await app.page.locator('.gr-body [role=row]').first().waitFor();
  const passes = [];
  for (let n = 0; n < TURNS; n++) passes.push(await scrollThrough(app, 7 + n));
  const { notebookId, panelId } = await clusterMillion(app, datasetId);
  const shown = [await showScatter(app, notebookId, panelId)];
  for (let n = 1; n < TURNS; n++) {
    await app.page.locator(`#tree-${datasetId}`).click();
    await settle(app);
    shown.push(await showScatter(app, notebookId, panelId));
  }
  await settle(app);
  const moved = [];
  for (let n = 0; n < TURNS; n++) moved.push(await pan(app, panelId));
  await leave(app);
  const again = shown.slice(1);
  const limit = { appears: `at most ${ms(LIMITS.appearsMs)}`, task: `at most ${ms(LIMITS.taskMs)}` };
  const cold = shown[0]!;
  const middle = { ms: median(again.map(({ ms: each }) => each)), task: median(again.map(longest)) };
  const held = [
    line('scatter appears, the first time', ms(cold.ms), limit.appears, cold.ms <= LIMITS.appearsMs),
    line('  longest task meanwhile', ms(longest(cold)), limit.task, longest(cold) <= LIMITS.taskMs),
    line('scatter appears, again', ms(middle.ms), limit.appears, middle.ms <= LIMITS.appearsMs),
    line('  longest task meanwhile', ms(middle.task), limit.task, middle.task <= LIMITS.taskMs),
    line('frames a second while it is moved', median(moved.map(framesASecond)).toFixed(1), 'reported', null),
    line('  longest task meanwhile', ms(median(moved.map(longest))), 'reported', null),
    line(
      'table is scrolled: longest task',
      ms(median(passes.map(longest))),
      limit.task,
      median(passes.map(longest)) <= LIMITS.taskMs,
    ),
    line('  most rows in the page', String(Math.max(...passes.map(({ mostRows }) => mostRows))), 'reported', null),
  ];
  await command(app, 'go.start');
  process.exitCode = held.every(Boolean) ? 0 : 1;
} finally {
  await app.close();
}
