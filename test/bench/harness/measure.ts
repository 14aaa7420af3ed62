import os from 'node:os';
import path from 'node:path';
import type { BenchCase, Shape } from './case.ts';
import { CACHE, dataFolder } from './data.ts';
import { startSide, type Side, type Turn } from './side.ts';
import { disagreements, median, pairedRatios } from './statistics.ts';

/** What one side took. */
export interface SideFigures {
  /** The first run of the process, with data loaded: threads start and code is compiled. */
  readonly coldMs: number;
  /** The median of the warm turns. */
  readonly ms: number;
  /** The slowest of them. */
  readonly mostMs: number;
  /** Processor time, of all threads. */
  readonly cpuMs: number;
  readonly peakBytes: number;
}

/** One line of a table. */
export interface Row {
  readonly benchCase: Pick<BenchCase, 'name' | 'title' | 'reference' | 'bar' | 'aim' | 'barAt' | 'limitMs' | 'growth'>;
  readonly threads: number;
  readonly rows: number | null;
  readonly ours: SideFigures | null;
  readonly reference: SideFigures | null;
  /** Ours over the reference in the median of the turns; null where a side is missing. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number } | null;
  /** The same of processor time, which other work on the machine disturbs less. */
  readonly cpuRatio: number | null;
  /** Why the line cannot stand: a side failed, or they computed different things. */
  readonly faults: readonly string[];
  /** The load of the machine when the line was done, over its cores; what else ran then slows both sides. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

export interface MeasureOptions {
  readonly repeats: number;
  /** The Python of the references; null where there is none. */
  readonly python: string | null;
}

/** A side that is slower than this cold is warm after one more run. */
const SLOW_MS = 10_000;
const WARM_UPS = 2;
/** What takes so long cold has that run as its only turn: beside it, what a cold start adds is nothing. */
export const LONG_MS = 30_000;
/** A turn repeats what is quicker until it lasts so long. */
const TURN_MS = 200;
const MOST_LOOPS = 100;

const isWindows = process.platform === 'win32';

/** The Python of the environment that `npm run bench:setup` makes. */
export const VENV_PYTHON = path.join(CACHE, 'venv', isWindows ? 'Scripts/python.exe' : 'bin/python');

const BENCH = path.resolve(import.meta.dirname, '..');

const startOurs = (benchCase: BenchCase, threads: number, folder: string, shape: Shape): Promise<Side> =>
  startSide(
    process.execPath,
    [path.join(BENCH, 'ours.ts'), benchCase.name, String(threads), folder, JSON.stringify(shape)],
    {},
  );

/** Every library that a reference may compute with is told the number of threads before it loads. */
function startReference(python: string, script: string, threads: number, folder: string, shape: Shape): Promise<Side> {
  const n = String(threads);
  const env = {
    OMP_NUM_THREADS: n,
    OPENBLAS_NUM_THREADS: n,
    MKL_NUM_THREADS: n,
    NUMEXPR_NUM_THREADS: n,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
  };
  return startSide(python, [path.join(BENCH, 'reference', 'run.py'), script, n, folder, JSON.stringify(shape)], env);
}

/** A side once it is warm. */
interface Warm {
  readonly side: Side;
  readonly coldMs: number;
  readonly loops: number;
  readonly turns: Turn[];
}

async function warmUp(side: Side, isOnce: boolean): Promise<Warm> {
  const cold = await side.turn(1);
  if (cold.ms > LONG_MS) return { side, coldMs: cold.ms, loops: 1, turns: [cold] };
  let last = cold;
  for (let i = 0; i < (cold.ms > SLOW_MS ? 1 : WARM_UPS); i++) last = await side.turn(1);
  const loops = isOnce ? 1 : Math.min(MOST_LOOPS, Math.max(1, Math.ceil(TURN_MS / Math.max(last.ms, 0.01))));
  return { side, coldMs: cold.ms, loops, turns: [] };
}

async function figuresOf({ side, coldMs, turns }: Warm): Promise<SideFigures> {
  return {
    coldMs,
    ms: median(turns.map(({ ms }) => ms)),
    mostMs: Math.max(...turns.map(({ ms }) => ms)),
    cpuMs: median(turns.map(({ cpuMs }) => cpuMs)),
    peakBytes: await side.peakBytes(),
  };
}

function ratioOf(ours: Warm, reference: Warm | null): Row['ratio'] {
  if (!reference) return null;
  const ratios = pairedRatios(
    ours.turns.map(({ ms }) => ms),
    reference.turns.map(({ ms }) => ms),
  );
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

const cpuRatioOf = (ours: Warm, reference: Warm): number =>
  median(
    pairedRatios(
      ours.turns.map(({ cpuMs }) => cpuMs),
      reference.turns.map(({ cpuMs }) => cpuMs),
    ),
  );

/** Runs both sides of a case in turns, in processes of their own, and compares what they computed. */
export async function measure(
  benchCase: BenchCase,
  shape: Shape,
  threads: number,
  { repeats, python }: MeasureOptions,
): Promise<Row> {
  const faults: string[] = [];
  const { name, title, reference, bar, aim, barAt, limitMs, growth } = benchCase;
  const rows = typeof shape.rows === 'number' ? shape.rows : null;
  const head = { benchCase: { name, title, reference, bar, aim, barAt, limitMs, growth }, threads, rows };
  const sides: Side[] = [];
  const open = async (who: string, start: () => Promise<Side>): Promise<Warm | null> => {
    try {
      const side = await start();
      sides.push(side);
      return await warmUp(side, limitMs !== undefined);
    } catch (error) {
      faults.push(`${who}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  };
  try {
    const folder = await dataFolder(benchCase, shape);
    const ours = await open('ours', () => startOurs(benchCase, threads, folder, shape));
    const { script } = benchCase;
    const theirs =
      python && reference && ours
        ? await open('reference', () => startReference(python, script, threads, folder, shape))
        : null;
    const hasLong = [ours, theirs].some((side) => side && side.coldMs > LONG_MS);
    for (let turn = 0; ours && turn < (hasLong ? 1 : repeats); turn++) {
      // Who goes first changes, so that neither always finds the caches or the clock of the other.
      const order = (turn % 2 === 0 ? [ours, theirs] : [theirs, ours]).filter((side) => side !== null);
      for (const { side, loops, turns } of order) if (turns.length <= turn) turns.push(await side.turn(loops));
    }
    if (ours && theirs)
      faults.push(...disagreements(await ours.side.check(), await theirs.side.check(), benchCase.tolerance));
    return {
      ...head,
      ours: ours && (await figuresOf(ours)),
      reference: theirs && (await figuresOf(theirs)),
      ratio: ours && ratioOf(ours, theirs),
      cpuRatio: ours && theirs && cpuRatioOf(ours, theirs),
      faults,
      load: (os.loadavg()[0] ?? 0) / os.availableParallelism(),
      versions: Object.assign({}, ...sides.map((side) => side.ready.versions)) as Row['versions'],
    };
  } finally {
    for (const side of sides) await side.close();
  }
}
