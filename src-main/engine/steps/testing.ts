import fs from 'node:fs';
import path from 'node:path';
import type { BackendId } from '../../contract/backends.ts';
import type { Figure } from '../../contract/figure.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Cell, ColumnRole, Entity } from '../../contract/table.ts';
import type { Message } from '../../contract/text.ts';
import { createPool, type ClosablePool } from '../kernels/pool.ts';
import type { Variant } from '../kernels/variant.ts';
import { createTensors } from '../tensor/client.ts';
import { seededRandom } from '../maths/random.ts';
import { booleanColumn, cellAt, dateColumn, numberColumn, textColumn, type Column } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { chainRunner } from './chains.ts';
import type { CancelSignal, Context } from './context.ts';

/** A context that keeps what the step said. */
export interface TestContext extends Context {
  /** The state that the step kept last; a test may set what it finds. */
  kept: Uint8Array | null;
  readonly said: { readonly progress: number[]; readonly warnings: Message[]; readonly previews: Figure[] };
  /** Cancels after so many looks at the signal. */
  cancelAfter(looks: number): void;
}

const GB = 1024 ** 3;
const pools = new Map<string, ClosablePool>();

function poolOf(threads: number, variant: Variant): ClosablePool {
  const key = `${threads} ${variant}`;
  let pool = pools.get(key);
  if (!pool) pools.set(key, (pool = createPool(threads, variant)));
  return pool;
}

/** Ends the threads that test contexts started. */
export function closeTestPools(): void {
  for (const pool of pools.values()) pool.close();
  pools.clear();
}

interface TestContextOptions {
  readonly seed?: number;
  readonly threads?: number;
  /** Plain where absent: every machine gives the same bytes, and so does plain SIMD. */
  readonly variant?: Variant;
  /** What neural models are trained on; WebAssembly where absent, which every machine has. */
  readonly backend?: BackendId;
  /** What cancels it in place of `cancelAfter`. */
  readonly signal?: CancelSignal;
  /** What tells the time; it stands still where absent. */
  readonly now?: () => number;
}

/** A context for tests: seeded, on the given number of threads, with nobody watching. */
export function testContext({
  seed = 1,
  threads = 1,
  variant = 'plain',
  backend = 'wasm',
  signal,
  now = () => 0,
}: TestContextOptions = {}): TestContext {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const said = { progress: [] as number[], warnings: [] as Message[], previews: [] as Figure[] };
  let looksLeft = Infinity;
  const pool = poolOf(threads, variant);
  const context: TestContext = {
    said,
    kept: null,
    checkpoint: {
      load: () => Promise.resolve(context.kept),
      save(bytes) {
        context.kept = bytes;
        return Promise.resolve();
      },
    },
    cancelAfter(looks) {
      looksLeft = looks;
    },
    signal: signal ?? {
      get aborted() {
        if (--looksLeft < 0) Atomics.store(flag, 0, 1);
        return flag[0] !== 0;
      },
      throwIfAborted() {
        if (this.aborted) throw new ClienteleError('cancelled');
      },
    },
    random: seededRandom(seed),
    pool,
    get tensor() {
      return createTensors({
        choice: { forced: backend, found: null, folder: null },
        signal: this.signal,
        warn: this.warn,
        used: () => undefined,
      });
    },
    now,
    budgetBytes: 2 * GB,
    chains: chainRunner(),
    progress: (fraction) => void said.progress.push(fraction),
    warn: (warning) => void said.warnings.push(warning),
    preview: (_output, figure) => void said.previews.push(figure),
  };
  return context;
}

/** Short for a column in a test: values, and optionally a role. */
type TestColumn =
  | readonly (string | number | boolean | null)[]
  | {
      readonly values: readonly (string | number | boolean | null)[];
      readonly role?: ColumnRole;
      readonly date?: true;
    };

function columnOf(name: string, given: TestColumn): Column {
  const {
    values,
    role = null,
    date = false,
  } = Array.isArray(given) ? { values: given as readonly Cell[] } : (given as Exclude<TestColumn, readonly unknown[]>);
  const sample = values.find((value) => value !== null);
  if (typeof sample === 'string' && !date) return textColumn(name, values as (string | null)[], { role });
  if (typeof sample === 'boolean') return booleanColumn(name, values as (boolean | null)[], { role });
  const numbers = Float64Array.from(values, (value) =>
    value === null ? NaN : typeof value === 'string' ? Date.parse(`${value}Z`) : Number(value),
  );
  return date ? dateColumn(name, numbers, { role }) : numberColumn(name, numbers, { role });
}

/** A small table written out in a test. Dates are ISO texts with `date: true`. */
export function tableOf(
  columns: Readonly<Record<string, TestColumn>>,
  options: { entity?: Entity; currency?: string } = {},
): Table {
  return new Table(
    Object.entries(columns).map(([name, given]) => columnOf(name, given)),
    { name: 'test', ...options },
  );
}

/** A column's values as plain cells. */
export const cells = (table: Table, name: string): Cell[] =>
  Array.from({ length: table.nRows }, (_, row) => cellAt(table.column(name), row));

/** A golden table: its columns by name, numbers where they are numbers. The first line says what made it and how. */
export function readGolden(name: string): Record<string, (string | number)[]> {
  const file = path.join(import.meta.dirname, '../../../test/golden', `${name}.csv`);
  const [, header = '', ...lines] = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return Object.fromEntries(
    names.map((column, j) => [
      column,
      lines.map((line) => {
        const cell = line.split(',')[j] ?? '';
        return cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
      }),
    ]),
  );
}
