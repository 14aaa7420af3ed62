import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import type { Chain } from '../../src-main/contract/step.ts';
import { rankScores, rocAuc } from '../../src-main/engine/maths/metrics/ranked.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import type { Table } from '../../src-main/engine/table/table.ts';
import { datasetPath } from '../datasets.ts';
import { CACHE } from './harness/data.ts';

/**
 * How well our models tell who buys, defaults, visits or leaves, on public data: ROC-AUC on a quarter held out, for each of five seeds.
 * Writes which rows were held out, on which `reference/predict_quality.py` judges others.
 *
 * Run from the repository root: node test/bench/predict-quality.ts [name of a data set …]
 */
const SEEDS = [1, 2, 3, 4, 5];
const HELD_OUT = 0.25;

interface DataSet {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  /** What is written where the event is true. */
  readonly event: string;
  /** Ids, and what is known only afterwards. */
  readonly without: readonly string[];
}

const DATA_SETS: readonly DataSet[] = [
  { name: 'shoppers', file: 'online-shoppers-intention.csv.gz', target: 'Revenue', event: 'TRUE', without: [] },
  { name: 'telco', file: 'telco-churn.csv.gz', target: 'Churn', event: 'Yes', without: ['customerID'] },
  { name: 'default', file: 'credit-card-default.csv.gz', target: 'default.payment.next.month', event: '1', without: ['ID'] },
  { name: 'hillstrom', file: 'hillstrom-email.csv.gz', target: 'visit', event: '1', without: ['conversion', 'spend'] },
]; // prettier-ignore

const member = (step: string): Chain => ({ steps: [{ step, parameters: {} }] });
const MODELS: readonly (readonly [string, string, Record<string, Chain[]>])[] = [
  ['gradient boosting', 'predict.boosting', {}],
  ['logistic regression', 'predict.logistic', {}],
  ['voting of both', 'predict.voting', { models: [member('predict.boosting'), member('predict.logistic')] }],
];

fs.mkdirSync(CACHE, { recursive: true });
const asked = process.argv.slice(2);
for (const data of DATA_SETS.filter(({ name }) => asked.length === 0 || asked.includes(name))) await judge(data);
closeTestPools();

async function judge(data: DataSet): Promise<void> {
  const table = readRows(data);
  const happened = cells(table, 'target').map((value) => (value === 'event' ? 1 : 0));
  const held = SEEDS.map((seed) => heldOut(happened, seed));
  const lines = happened.map((_, row) => held.map((own) => own[row]).join(','));
  fs.writeFileSync(path.join(CACHE, `quality-${data.name}.csv`), [SEEDS.join(','), ...lines].join('\n'));
  for (const [model, step, chains] of MODELS) {
    const found: number[] = [];
    for (const [i, own] of held.entries()) found.push(await quality(table, own, step, chains, SEEDS[i]!));
    const mean = found.reduce((sum, auc) => sum + auc, 0) / found.length;
    const row = [data.name, model, ...found.map((auc) => auc.toFixed(4)), mean.toFixed(4)];
    process.stdout.write(`| ${row.join(' | ')} |\n`);
  }
}

function readRows({ file, target, event, without }: DataSet): Table {
  const text = zlib.gunzipSync(fs.readFileSync(datasetPath(file))).toString('utf8');
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const rows = lines.map(cellsOf);
  const columns = cellsOf(header).flatMap((name, j): [string, (string | number | null)[]][] => {
    if (without.includes(name)) return [];
    const own = rows.map((row) => row[j]!);
    if (name === target) return [['target', own.map((value) => (value === event ? 'event' : 'none'))]];
    const isNumber = own.every((value) => value === '' || Number.isFinite(Number(value)));
    return [[name, own.map((value) => (value === '' ? null : isNumber ? Number(value) : value))]];
  });
  return tableOf(Object.fromEntries(columns));
}

/** The cells of a line, where a quoted one may hold commas. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, bare]) => (quoted ?? bare ?? '').trim());
}

/** 1 for a quarter of the rows of either class. */
function heldOut(happened: readonly number[], seed: number): Uint8Array {
  const left = [0, 1].map((code) => Math.round(HELD_OUT * happened.filter((own) => own === code).length));
  const held = new Uint8Array(happened.length);
  for (const row of seededRandom(seed).permutation(happened.length)) if (left[happened[row]!]!-- > 0) held[row] = 1;
  return held;
}

async function quality(
  table: Table,
  held: Uint8Array,
  step: string,
  chains: Record<string, Chain[]>,
  seed: number,
): Promise<number> {
  const context = testContext({ seed, threads: 2, variant: 'relaxed' });
  const train = table.filter(held.map((isHeld) => 1 - isHeld));
  const test = table.filter(held);
  const parameters = { target: 'target', positive: 'event' };
  const out = await runDefinition(requireStep(step), context, { table: [train], ...chains }, parameters);
  const applied = await runDefinition(requireStep(`${step}:apply`), context, { model: [out.model], table: [test] }, {});
  const scores = Float64Array.from(cells(applied.predictions as Table, 'probability').map(Number));
  return rocAuc(
    rankScores(
      cells(test, 'target').map((value) => (value === 'event' ? 1 : 0)),
      scores,
    ),
  );
}
