import { createHash } from 'node:crypto';
import { encodeBundle } from '../../../src-main/contract/bundle.ts';
import { invariant } from '../../../src-main/contract/errors.ts';
import type { InputPort, TablePort } from '../../../src-main/contract/step.ts';
import type { ColumnRole } from '../../../src-main/contract/table.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { prepareTable } from '../../../src-main/engine/storage/outputs.ts';
import type { Context } from '../../../src-main/engine/steps/context.ts';
import { findStep, listSteps, requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import {
  booleanColumn,
  codedTextColumn,
  dateColumn,
  numberColumn,
  type Column,
} from '../../../src-main/engine/table/column.ts';
import { Table } from '../../../src-main/engine/table/table.ts';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);
const DAYS = 500;
const CATEGORIES = ['Küche', '茶具', 'Garden', 'Toys', 'Paper'];

/** How large the made-up shop is, and what is wrong with it. */
export interface ShopShape {
  readonly nRows: number;
  readonly nCustomers: number;
  readonly nProducts: number;
}

export const SMALL: ShopShape = { nRows: 1500, nCustomers: 60, nProducts: 30 };

/** A larger shop of the same kind. */
export const grown = (factor: number): ShopShape => ({
  nRows: Math.round(SMALL.nRows * factor),
  nCustomers: Math.round(SMALL.nCustomers * factor),
  nProducts: Math.min(5000, Math.round(SMALL.nProducts * Math.sqrt(factor))),
});

const names = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i + 1}`);

/** Order lines with every role that a step may ask for: returns, missing customers, postage and non-ASCII words among them. */
export function shopLines({ nRows, nCustomers, nProducts }: ShopShape): Table {
  const random = seededRandom(11);
  const customer = new Int32Array(nRows);
  const item = new Int32Array(nRows);
  const order = new Int32Array(nRows);
  const time = new Float64Array(nRows);
  const quantity = new Float64Array(nRows);
  const price = new Float64Array(nRows);
  const rating = new Float64Array(nRows);
  let [who, at, isKnown] = [0, START, true];
  for (let row = 0; row < nRows; row++) {
    order[row] = row >> 1;
    // Two lines an order: one customer, one time.
    if (row % 2 === 0) {
      who = random.integer(nCustomers);
      isKnown = random.next() >= 0.03;
      at = START + Math.floor(((row + random.next()) / nRows) * DAYS) * DAY + random.integer(86_400) * 1000;
    }
    customer[row] = isKnown ? who : -1;
    time[row] = at;
    // A customer's taste: a fifth of the catalogue that they buy most from.
    const taste = who % 5;
    item[row] =
      random.next() < 0.7
        ? Math.min(nProducts - 1, random.integer(Math.ceil(nProducts / 5)) * 5 + taste)
        : random.integer(nProducts);
    quantity[row] = random.next() < 0.04 ? -1 : 1 + random.integer(6);
    price[row] = Math.round((1 + (item[row] ?? 0) + random.next() * 5) * 100) / 100;
    rating[row] = 1 + random.integer(5);
  }
  const category = Int32Array.from(item, (code) => code % CATEGORIES.length);
  return new Table(
    [
      codedTextColumn('order_id', order, names('o', (nRows >> 1) + 1), { role: 'orderId' }),
      codedTextColumn('customer_id', customer, names('顾客', nCustomers), { role: 'customerId' }),
      codedTextColumn('item_id', item, names('p', nProducts), { role: 'itemId' }),
      codedTextColumn('item_name', item, names('Tasse ', nProducts), { role: 'itemName' }),
      codedTextColumn('category', category, CATEGORIES, { role: 'category' }),
      dateColumn('time', time, { role: 'time' }),
      numberColumn('quantity', quantity, { role: 'quantity' }),
      numberColumn('price', price, { role: 'price', unit: 'money' }),
      numberColumn('rating', rating, { role: 'rating' }),
    ],
    { name: 'lines', currency: 'EUR', notProducts: ['p1'] },
  );
}

/** One row per customer with features in four loose groups. */
export function customerFeatures(nRows: number): Table {
  const random = seededRandom(5);
  const groups = Array.from({ length: nRows }, () => random.integer(4));
  const feature = (name: string, scale: number): Column =>
    numberColumn(
      name,
      Float64Array.from(groups, (group) => scale * (group * 3 + random.normal())),
    );
  return new Table(
    [
      codedTextColumn(
        'customer_id',
        Int32Array.from({ length: nRows }, (_, i) => i),
        names('顾客', nRows),
        { role: 'customerId' },
      ),
      feature('recency', 10),
      feature('frequency', 1),
      feature('monetary', 100),
      feature('basket_size', 2),
      booleanColumn(
        'newsletter',
        groups.map((group) => group > 1),
      ),
    ],
    { name: 'features', entity: 'customer', currency: 'EUR' },
  );
}

/** What customers were shown by chance, with how likely that was and whether they bought it. */
function shownItems({ nCustomers, nProducts }: ShopShape): Table {
  const random = seededRandom(17);
  const rows = Array.from({ length: nCustomers * 40 }, (_, row) => ({
    customer: row % nCustomers,
    item: Math.floor(nProducts * random.next() ** 2),
    bought: random.next() < 0.1,
  }));
  const propensities = Float64Array.from(
    rows,
    ({ item }) => Math.sqrt((item + 1) / nProducts) - Math.sqrt(item / nProducts),
  );
  return new Table(
    [
      codedTextColumn('customer_id', Int32Array.from(rows, ({ customer }) => customer), names('顾客', nCustomers), { role: 'customerId' }), // prettier-ignore
      codedTextColumn(
        'item_id',
        Int32Array.from(rows, ({ item }) => item),
        names('p', nProducts),
        { role: 'itemId' },
      ),
      numberColumn('propensity', propensities),
      booleanColumn('bought', rows.map(({ bought }) => bought), { role: 'outcome' }), // prettier-ignore
    ],
    { name: 'shown' },
  );
}

const BASE_ROLES: readonly ColumnRole[] = ['orderId', 'customerId', 'itemId', 'time', 'quantity', 'price'];

/** The step whose table output goes by a name, or null. */
function producerOf(name: string): { step: string; output: string } | null {
  for (const info of listSteps()) {
    if (info.form === 'apply') continue;
    for (const [output, port] of Object.entries(info.gives))
      if (port.kind === 'table' && port.name === name) return { step: info.id, output };
  }
  return null;
}

/** Finds inputs for any step, now and later, from the ports it declares: a step's output where it prefers one. */
export class InputMaker {
  readonly #shape: ShopShape;
  readonly #context: () => Context;
  readonly #models: InputMaker;
  readonly #made = new Map<string, Promise<Record<string, unknown>>>();

  /** @param models fits the models that steps apply; this one where left out. */
  constructor(shape: ShopShape, context: () => Context, models?: InputMaker) {
    this.#shape = shape;
    this.#context = context;
    this.#models = models ?? this;
  }

  /** Lists by port, as a panel would connect them. */
  async inputsOf(stepId: string): Promise<Record<string, unknown[]>> {
    const { info } = requireStep(stepId);
    const inputs: Record<string, unknown[]> = {};
    for (const [name, port] of Object.entries(info.needs)) inputs[name] = await this.#inputFor(port, stepId);
    return inputs;
  }

  /** Takes the outputs of a step that has run as this would run it, which then need not be made again. */
  keep(stepId: string, outputs: Record<string, unknown>): void {
    if (!this.#made.has(stepId)) this.#made.set(stepId, Promise.resolve(outputs));
  }

  /** The outputs of a step on inputs found the same way. */
  outputsOf(stepId: string): Promise<Record<string, unknown>> {
    let made = this.#made.get(stepId);
    if (!made) {
      made = this.inputsOf(stepId).then((inputs) => runDefinition(requireStep(stepId), this.#context(), inputs, {}));
      this.#made.set(stepId, made);
    }
    return made;
  }

  async #inputFor(port: InputPort, stepId: string): Promise<unknown[]> {
    if (port.kind === 'chain') {
      if (port.default.length > 0) return [...port.default];
      const first = listSteps().find((info) => info.task === port.task && info.form !== 'apply');
      invariant(first, `some step can be part of a chain for ${port.task}`);
      return [{ steps: [{ step: first.id, parameters: {} }] }];
    }
    if (port.kind === 'model') {
      const maker = port.steps
        .map((id) =>
          listSteps().find(
            (info) => info.form === 'fit' && (id.endsWith('*') ? info.id.startsWith(id.slice(0, -1)) : info.id === id),
          ),
        )
        .find((info) => info);
      return maker ? [(await this.#models.outputsOf(maker.id)).model] : [];
    }
    return this.#tablesFor(port, stepId);
  }

  async #tablesFor(port: TablePort, stepId: string): Promise<unknown[]> {
    const [preferred] = [port.prefersOutput ?? []].flat();
    const producer = preferred === undefined ? null : producerOf(preferred);
    if (producer && producer.step !== stepId.replace(':apply', '')) {
      const table = (await this.outputsOf(producer.step))[producer.output];
      if (table instanceof Table && port.roles.every((role) => table.findRole(role))) return [table];
    }
    if (port.optional) return [];
    if (port.roles.includes('outcome')) return [shownItems(this.#shape)];
    const wantsLines =
      port.roles.some((role) => role !== 'customerId' && BASE_ROLES.includes(role)) ||
      port.prefers === 'interactions' ||
      port.prefers === 'orders';
    const tables = wantsLines ? [shopLines(this.#shape)] : [customerFeatures(this.#shape.nCustomers * 5)];
    // A step that joins takes two: the second shares the key.
    return port.max > 1 ? [...tables, customerFeatures(this.#shape.nCustomers * 4)] : tables;
  }
}

/** A hash of everything a step gave, output by output. */
export async function hashOutputs(outputs: Readonly<Record<string, unknown>>): Promise<string> {
  const hash = createHash('sha256');
  for (const name of Object.keys(outputs).sort()) {
    const value = outputs[name];
    hash.update(name);
    hash.update(
      value instanceof Table
        ? (await prepareTable({ columns: value.columns, options: value.options() })).hash
        : encodeBundle(value),
    );
  }
  return hash.digest('hex').slice(0, 16);
}

/** A hash of the memory behind tables, to see that a step left its inputs alone. */
export function hashInputs(inputs: Readonly<Record<string, readonly unknown[]>>): Promise<string> {
  const tables = Object.entries(inputs).flatMap(([port, list]) =>
    list.map((value, i) => [`${port}${i}`, value] as const),
  );
  return hashOutputs(Object.fromEntries(tables));
}

/** Ids of all steps, apply panels among them. */
export const stepIds = (): string[] => listSteps().map(({ id }) => id);

/** Whether a step learns and can be applied. */
export const isEstimator = (id: string): boolean => findStep(`${id}:apply`) !== null;
