/**
 * Lifetime value of a million customers, drawn from a BG/NBD and Gamma–Gamma whose parameters are known.
 *
 *   node test/bench/lifetime.ts [customers]
 */
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { closeTestPools, testContext } from '../../src-main/engine/steps/testing.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { cellAt, codedTextColumn, dateColumn, numberColumn } from '../../src-main/engine/table/column.ts';
import { Table } from '../../src-main/engine/table/table.ts';

const DAY_MS = 86_400_000;
const TRUE = { r: 0.7, alphaDays: 60, a: 0.8, b: 2.5, p: 6.25, q: 3.7, v: 15 };
const DAYS = 730;
const LAST_START = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const random = seededRandom(1);

/** A Gamma(shape, 1) number (Marsaglia & Tsang 2000). */
function gamma(shape: number): number {
  if (shape < 1) return gamma(shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function drawOrders(nCustomers: number): Table {
  const [who, when, worth]: number[][] = [[], [], []];
  for (let customer = 0; customer < nCustomers; customer++) {
    const rate = gamma(TRUE.r) / TRUE.alphaDays;
    const left = gamma(TRUE.a);
    const leaves = left / (left + gamma(TRUE.b));
    const scale = gamma(TRUE.q) / TRUE.v;
    let time: number = random.integer(LAST_START);
    do {
      who!.push(customer);
      when!.push((Math.floor(time) + 0.5) * DAY_MS);
      worth!.push(gamma(TRUE.p) / scale);
      if (who!.at(-2) === customer && random.next() < leaves) break;
      time -= Math.log(1 - random.next()) / rate;
    } while (time < DAYS);
  }
  const names = Array.from({ length: nCustomers }, (_, i) => `c${String(i).padStart(7, '0')}`);
  return new Table(
    [
      codedTextColumn('customer', Int32Array.from(who!), names, { role: 'customerId' }),
      dateColumn('time', Float64Array.from(when!), { role: 'time' }),
      numberColumn('amount', Float64Array.from(worth!), { role: 'amount' }),
    ],
    { name: 'orders' },
  );
}

const nCustomers = Number(process.argv[2] ?? 1_000_000);
const orders = drawOrders(nCustomers);
say(`${nCustomers} customers, ${orders.nRows} orders; drawn from ${JSON.stringify(TRUE)}`);
for (const holdout of [0, 90]) {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const inputs = { table: [orders] };
  const out = await runDefinition(requireStep('predict.lifetime-value'), testContext(), inputs, {
    holdout,
    unit: 'day',
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(cpu);
  const parameters = out.parameters as Table;
  const found = Array.from({ length: parameters.nRows }, (_, i) =>
    parameters.columns.map((column) => cellAt(column, i)).join(' '),
  );
  say(
    `hold-out ${holdout}: ${seconds.toFixed(1)} s, ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time`,
  );
  say(`  ${found.join(', ')}; foretold ÷ came ${String(out.ratio)}`);
}
closeTestPools();
