import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDataset } from '../datasets.ts';
import { cases } from './cases/index.ts';
import type { BenchCase } from './harness/case.ts';
import { machineFacts } from './harness/machine.ts';
import { LONG_MS, VENV_PYTHON, measure, type Row } from './harness/measure.ts';
import { gatherRows, type Measured } from './harness/rows.ts';
import {
  GROWTH_HEADER,
  RATIO_HEADER,
  alignedTable,
  growthCells,
  isHeld,
  markdownTable,
  ratioCells,
} from './harness/table.ts';

/**
 * Ours beside the field's references, on the same data in the same call (`npm run bench`). Says the table of ratios, then how
 * time and memory grow with the rows.
 */

const HELP = `npm run bench -- [CASE…] [options]

  CASE            ${cases.map(({ name }) => name).join(', ')}; all of them where none is named
  --threads 1,4   numbers of threads, both sides alike; one and all cores where absent
  --repeats 5     turns of each side, from which the median is taken
  --growth        the growth table alone
  --no-growth     the table of ratios alone
  --no-reference  ours alone
  --write [TAG]   keeps the tables in test/bench/results, with what the machine is; calls of one day with one tag add up
`;

const GROWTH_ROWS = [10_000, 100_000, 1_000_000];

const RESULTS = path.join(import.meta.dirname, 'results');

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function readArguments() {
  // A tag may follow --write, or nothing.
  const given = process.argv.slice(2).map((word) => (word === '--write' ? '--write=' : word));
  const at = given.indexOf('--write=');
  const tag = given[at + 1];
  if (at >= 0 && tag !== undefined && !tag.startsWith('-') && !cases.some(({ name }) => name === tag))
    given.splice(at, 2, `--write=${tag}`);
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    allowNegative: true,
    options: {
      threads: { type: 'string' },
      repeats: { type: 'string', default: '5' },
      growth: { type: 'boolean' },
      reference: { type: 'boolean', default: true },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !cases.some((known) => known.name === name));
  const threads = values.threads?.split(',').map(Number) ?? [...new Set([1, os.availableParallelism()])];
  const repeats = Number(values.repeats);
  const areNumbers = [...threads, repeats].every((n) => Number.isInteger(n) && n >= 1);
  if (values.help || unknown.length > 0 || !areNumbers) {
    if (unknown.length > 0) say(`There is no case ${unknown.join(', ')}.\n`);
    say(HELP);
    process.exit(values.help ? 0 : 2);
  }
  const chosen = cases.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return { ...values, threads, repeats, chosen };
}

const { threads, repeats, chosen, growth, reference, write } = readArguments();

function findPython(): string | null {
  if (!reference) return null;
  if (fs.existsSync(VENV_PYTHON)) return VENV_PYTHON;
  say('There is no Python environment (npm run bench:setup makes it): these are our figures alone.');
  return null;
}

const options = { repeats, python: findPython() };

/** The cases whose data can be had here. */
function isPossible({ name, needs }: BenchCase): boolean {
  if (!needs || findDataset(needs)) return true;
  say(`${name} is left out: ${needs} is not on this machine; CLIENTELE_DATASETS names the folder that holds it.`);
  return false;
}

function showFaults(row: Row): void {
  for (const fault of row.faults) say(`  ✘ ${row.benchCase.name}, ${row.threads} threads: ${fault}`);
}

async function measureRatios(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const benchCase of chosen.filter(isPossible)) {
    for (const n of threads) {
      say(`${benchCase.name}, ${n === 1 ? 'one thread' : `${n} threads`} …`);
      const row = await measure(benchCase, benchCase.shape, n, options);
      showFaults(row);
      rows.push(row);
    }
  }
  return rows;
}

async function measureGrowth(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const benchCase of chosen) {
    if (!benchCase.growth) continue;
    for (const n of GROWTH_ROWS) {
      say(`${benchCase.name}, ${n} rows …`);
      const row = await measure(benchCase, benchCase.growth.shapeAt(n), Math.max(...threads), options);
      showFaults(row);
      rows.push(row);
    }
  }
  return rows;
}

function faultsPart(rows: readonly Row[]): string[] {
  const faults = rows.flatMap(({ benchCase, threads: n, faults: own }) =>
    own.map((fault) => `- ${benchCase.name}, ${n} threads: ${fault.split('\n').at(-1) ?? ''}`),
  );
  return faults.length > 0 ? [`## What does not stand\n\n${faults.join('\n')}`] : [];
}

const ratios = growth === true ? [] : await measureRatios();
const grown = growth === false ? [] : await measureGrowth();

const NOTES = [
  `Medians of ${repeats} turns, ours and the reference by turns on the same data, warm; a ratio is the median of the turns' own.`,
  `What takes over ${LONG_MS / 1000} s has one turn, its first.`,
  'Cold is the first run of a process that has loaded its data. Processor time is that of all threads; cores at work are processor time over time.',
  'Load is what waited for the processors, over their number: above 1 other work ran too and slowed both sides.',
];

const TITLES = { ratios: 'Ours over the reference', growth: 'How time and memory grow' };

const factsOf = (rows: Measured): [string, string][] =>
  machineFacts(Object.assign({}, ...[...rows.ratios, ...rows.growth].map((row) => row.versions)) as Row['versions']);

/** The tables there are rows for: title, header, cells. */
const tablesOf = (rows: Measured): [string, readonly string[], string[][]][] =>
  (
    [
      [TITLES.ratios, RATIO_HEADER, rows.ratios.map(ratioCells)],
      [TITLES.growth, GROWTH_HEADER, growthCells(rows.growth)],
    ] as [string, readonly string[], string[][]][]
  ).filter(([, , cells]) => cells.length > 0);

const measured: Measured = { ratios, growth: grown };
process.stdout.write(
  `${factsOf(measured)
    .map((fact) => fact.join(': '))
    .join('\n')}\n`,
);
for (const [title, header, cells] of tablesOf(measured))
  process.stdout.write(`\n${title}\n\n${alignedTable(header, cells)}\n`);
process.stdout.write(`\n${NOTES.join('\n')}\n`);

if (write !== undefined) {
  const day = new Date().toISOString().slice(0, 10);
  const name = `${day}-${write || new Date().toISOString().slice(11, 16).replace(':', '')}`;
  const names = cases.map((known) => known.name);
  const rows = gatherRows(name, measured, names);
  const parts = [
    `# Benchmarks, ${day}${write ? `: ${write}` : ''}`,
    markdownTable(['machine', ''], factsOf(rows)),
    ...tablesOf(rows).flatMap(([title, header, cells]) => [`## ${title}`, markdownTable(header, cells)]),
    NOTES.join('\n'),
    ...faultsPart([...rows.ratios, ...rows.growth]),
  ];
  fs.mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name}.md`);
  fs.writeFileSync(file, `${parts.join('\n\n')}\n`);
  say(`Kept as ${path.relative(process.cwd(), file)}`);
}

process.exitCode = ratios.every(isHeld) && grown.every(({ faults }) => faults.length === 0) ? 0 : 1;
