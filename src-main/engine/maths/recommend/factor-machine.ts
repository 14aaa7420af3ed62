import type { Context } from '../../steps/context.ts';
import type { SparseRows } from '../../table/sparse.ts';
import type { Random } from '../random.ts';

export interface MachineOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularisation: number;
  /** Pairs in the right order, or each item's own odds. */
  readonly loss: 'bpr' | 'logistic';
}

/** What a machine is fitted on. Features of items come first, then one for each item of a history, then those of customers. */
export interface MachineRows {
  /** (nItems, item features): what each item is. */
  readonly items: SparseRows;
  /** (nUsers, nItems), columns ascending; what is there counts, not how much. */
  readonly histories: SparseRows;
  /** (nUsers, customer features); null where nothing is known of customers. */
  readonly traits: SparseRows | null;
}

const FIRST_SIZE = 0.1;
/** Adagrad's sums begin here, so that first steps are no larger than their slope. */
const FIRST_SUM = 1;
const MOST_DRAWS = 10;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * A factorisation machine: w·x + Σ over pairs of features <v, v'> x x', learned by steps with Adagrad. A customer is the mean of what they
 * have, over the root of how many those are, and what is known of them; the item that is to be predicted is left out of it. Pairs within
 * a customer move all items alike and are left out.
 *
 * Rendle (2010), Factorization machines, doi:10.1109/ICDM.2010.127; Rendle et al. (2009), arXiv:1205.2618; Duchi, Hazan & Singer (2011).
 * Departure: what a customer has steps once for all their items, after these.
 */
export class FactorMachine {
  readonly width: number;
  /** (features, width), row-major. */
  readonly v: Float64Array;
  readonly w: Float64Array;
  /** What is added for everyone; 0 with pairs. */
  bias = 0;
  readonly #vSums: Float64Array;
  readonly #wSums: Float64Array;
  readonly #rows: MachineRows;
  readonly #options: MachineOptions;
  readonly #firstHistory: number;
  readonly #firstTrait: number;

  /** @param v the start, (item features + items + customer features, factors); changed by learning. */
  constructor(rows: MachineRows, options: MachineOptions, v: Float64Array) {
    this.width = options.factors;
    this.v = v;
    this.w = new Float64Array(v.length / options.factors);
    this.#vSums = new Float64Array(v.length).fill(FIRST_SUM);
    this.#wSums = new Float64Array(this.w.length).fill(FIRST_SUM);
    this.#rows = rows;
    this.#options = options;
    this.#firstHistory = rows.items.nColumns;
    this.#firstTrait = rows.items.nColumns + rows.items.nRows;
  }

  /** An item as a point, and what it has for everyone: pairs within it and its own weights. */
  pointOf(item: number): { point: Float64Array; offset: number } {
    const { width, v, w } = this;
    const { offsets, columns, values } = this.#rows.items;
    const point = new Float64Array(width);
    let [offset, squares] = [0, 0];
    for (let entry = offsets[item]!; entry < offsets[item + 1]!; entry++) {
      const [feature, x] = [columns[entry]!, values[entry]!];
      offset += w[feature]! * x;
      for (let j = 0; j < width; j++) {
        const part = v[feature * width + j]! * x;
        point[j]! += part;
        squares += part * part;
      }
    }
    return { point, offset: offset + (dotOf(point, point) - squares) / 2 };
  }

  /** The sum of the points of items of a history; not yet over the root of their number. */
  sumOf(history: Int32Array): Float64Array {
    const { width, v } = this;
    const sum = new Float64Array(width);
    for (const item of history) {
      const at = (this.#firstHistory + item) * width;
      for (let j = 0; j < width; j++) sum[j]! += v[at + j]!;
    }
    return sum;
  }

  /** What is known of a customer beside their history, as a point. */
  traitPoint(columns: Int32Array, values: Float64Array): Float64Array {
    const { width, v } = this;
    const point = new Float64Array(width);
    columns.forEach((column, entry) => {
      const at = (this.#firstTrait + column) * width;
      for (let j = 0; j < width; j++) point[j]! += v[at + j]! * values[entry]!;
    });
    return point;
  }

  /** Steps for each item of one customer against one that they have not. @param draw an item that the customer has not, or −1 */
  learnUser(user: number, draw: () => number): void {
    const { width } = this;
    const { histories, traits } = this.#rows;
    const history = histories.columns.subarray(histories.offsets[user], histories.offsets[user + 1]);
    const [from, to] = [traits?.offsets[user] ?? 0, traits?.offsets[user + 1] ?? 0];
    const [columns, values] = [traits?.columns.subarray(from, to), traits?.values.subarray(from, to)];
    const own = columns && values ? this.traitPoint(columns, values) : new Float64Array(width);
    const sum = this.sumOf(history);
    const scale = 1 / Math.sqrt(Math.max(1, history.length - 1));
    const slopes = new Float64Array(history.length * width);
    const all = new Float64Array(width);
    history.forEach((item, place) => {
      const other = draw();
      if (other < 0) return;
      const at = (this.#firstHistory + item) * width;
      const person = own.map((value, j) => value + (sum[j]! - this.v[at + j]!) * scale);
      const [right, wrong] = [this.pointOf(item), this.pointOf(other)];
      const [high, low] = [right, wrong].map(({ point, offset }) => this.bias + offset + dotOf(person, point)) as [
        number,
        number,
      ];
      const [up, down] =
        this.#options.loss === 'bpr' ? [sigmoid(low - high), sigmoid(low - high)] : [sigmoid(-high), sigmoid(low)];
      for (let j = 0; j < width; j++) {
        const slope = up * right.point[j]! - down * wrong.point[j]!;
        slopes[place * width + j] = slope;
        all[j]! += slope;
      }
      if (this.#options.loss === 'logistic') this.bias += this.#options.learningRate * 0.1 * (up - down);
      this.#stepItem(item, up, person, right.point);
      this.#stepItem(other, -down, person, wrong.point);
    });
    history.forEach((item, place) => {
      const at = (this.#firstHistory + item) * width;
      for (let j = 0; j < width; j++) this.#step(at + j, (all[j]! - slopes[place * width + j]!) * scale);
    });
    columns?.forEach((column, entry) => {
      const at = (this.#firstTrait + column) * width;
      for (let j = 0; j < width; j++) this.#step(at + j, all[j]! * values![entry]!);
    });
  }

  #stepItem(item: number, slope: number, person: Float64Array, point: Float64Array): void {
    const { width, v, w } = this;
    const { learningRate, regularisation } = this.#options;
    const { offsets, columns, values } = this.#rows.items;
    for (let entry = offsets[item]!; entry < offsets[item + 1]!; entry++) {
      const [feature, x] = [columns[entry]!, values[entry]!];
      const g = slope * x - regularisation * w[feature]!;
      this.#wSums[feature]! += g * g;
      w[feature]! += (learningRate * g) / Math.sqrt(this.#wSums[feature]!);
      for (let j = 0; j < width; j++) {
        const at = feature * width + j;
        this.#step(at, slope * x * (person[j]! + point[j]! - v[at]! * x));
      }
    }
  }

  #step(at: number, slope: number): void {
    const g = slope - this.#options.regularisation * this.v[at]!;
    this.#vSums[at]! += g * g;
    this.v[at]! += (this.#options.learningRate * g) / Math.sqrt(this.#vSums[at]!);
  }
}

const dotOf = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};

/** Fits a machine. @param watch told the share that is done and the epoch. @throws cancelled */
export function fitMachine(
  rows: MachineRows,
  options: MachineOptions,
  { random, signal }: Pick<Context, 'random' | 'signal'>,
  watch: (share: number, epoch: number) => void,
): FactorMachine {
  const nFeatures = rows.items.nColumns + rows.items.nRows + (rows.traits?.nColumns ?? 0);
  const size = FIRST_SIZE / Math.sqrt(options.factors);
  const machine = new FactorMachine(rows, options, Float64Array.from({ length: nFeatures * options.factors }, () => size * random.normal())); // prettier-ignore
  const { histories } = rows;
  // An item that nobody has is new rather than unwanted: it is never held against a customer's own.
  const known = Int32Array.from(new Set(histories.columns)).sort();
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = random.permutation(histories.nRows);
    order.forEach((user, at) => {
      if (at % 64 === 0) {
        signal.throwIfAborted();
        watch((epoch + at / order.length) / options.epochs, epoch + 1);
      }
      const seen = new Set(histories.columns.subarray(histories.offsets[user], histories.offsets[user + 1]));
      machine.learnUser(user, () => drawUnseen(known, seen, random));
    });
  }
  return machine;
}

function drawUnseen(items: Int32Array, seen: ReadonlySet<number>, random: Random): number {
  for (let turn = 0; turn < MOST_DRAWS; turn++) {
    const item = items[random.integer(items.length)] ?? -1;
    if (!seen.has(item)) return item;
  }
  return -1;
}
