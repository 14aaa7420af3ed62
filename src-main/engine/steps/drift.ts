import type { Message, Text } from '../../contract/text.ts';
import { everyNth } from '../maths/matrix.ts';
import {
  choiceShape,
  driftOfChoices,
  driftOfNumbers,
  numberShape,
  type Drift,
  type Shape,
} from '../maths/drift/shapes.ts';
import { isNull, textAt, type Column } from '../table/column.ts';
import { numberAt, Table } from '../table/table.ts';
import type { Context } from './context.ts';
import type { FittedModel } from './define.ts';
import { columnWords } from './features-of.ts';

/** A stability index from which a shift is worth a look, and one from which it is to be acted on. */
export const DRIFT_FROM = { moderate: 0.1, strong: 0.25 } as const;

/** Of longer tables so many rows, at equal distances, tell how values lie. */
const MOST_ROWS = 100_000;

/** A column of a model's training data, as it keeps it to see later what has changed. */
export interface KeptShape {
  readonly column: string;
  readonly shape: Shape;
}

type NumberOrChoices =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'choice'; readonly values: readonly (string | null)[] };

/** What a column holds, as shapes read it; null for dates, which only ever go on. */
function valuesOf(column: Column): NumberOrChoices | null {
  const rows = everyNth(column.length, MOST_ROWS);
  if (column.type === 'date') return null;
  if (column.type === 'number')
    return { kind: 'number', values: Float64Array.from(rows, (row) => numberAt(column, row)) };
  const nameOf = (row: number): string | null =>
    column.type === 'text' ? textAt(column, row) : column.values[row] ? 'yes' : 'no';
  return { kind: 'choice', values: Array.from(rows, (row) => (isNull(column, row) ? null : nameOf(row))) };
}

/** How a column lies; null where there is nothing to compare: a date, or names that are different on every other row. */
export function shapeOf(column: Column): Shape | null {
  const own = valuesOf(column);
  if (!own) return null;
  if (own.kind === 'number') return numberShape(own.values);
  const shape = choiceShape(own.values);
  return shape.nOther > shape.nRows / 2 ? null : shape;
}

/** How a column differs from a shape; null where it is of another type. */
export function driftOf(shape: Shape, column: Column): Drift | null {
  const own = valuesOf(column);
  if (own?.kind === 'number' && shape.kind === 'number') return driftOfNumbers(shape, own.values);
  if (own?.kind === 'choice' && shape.kind === 'choice') return driftOfChoices(shape, own.values);
  return null;
}

/** A shift beyond a limit that is no play of chance. */
export const isShift = ({ psi, psiByChance }: Drift, from: number): boolean => psi >= from && psi > psiByChance;

/** A model with the shapes of the columns that it reads in the tables it was fitted on. @param inputs tables by port */
export function withShapes(model: FittedModel, inputs: Readonly<Record<string, readonly unknown[]>>): FittedModel {
  const shapes = Object.fromEntries(
    Object.entries(model.schema).map(([port, needs]) => {
      const table = inputs[port]?.[0];
      return [port, table instanceof Table ? needs.flatMap(({ name }) => keptShape(table, name)) : []];
    }),
  );
  return { ...model, shapes };
}

function keptShape(table: Table, name: string): KeptShape[] {
  const column = table.find(name);
  const shape = column && shapeOf(column);
  return shape ? [{ column: name, shape }] : [];
}

/** Below so few rows a comparison says nothing. */
const LEAST_ROWS = 20;

const WARNINGS = {
  moderate: {
    en: 'The rows differ from those that the model learned from in {columns} (stability index from 0.1): check its predictions.',
    zh: '这些行在 {columns} 上与模型学习时的数据有差异（稳定性指数 PSI 达到 0.1）：请检查预测结果。',
  },
  strong: {
    en: 'The rows are others than the model learned from: {columns} (stability index from 0.25). Fit it again on newer data.',
    zh: '这些行已不同于模型学习时的数据：{columns}（稳定性指数 PSI 达到 0.25）。请用较新的数据重新训练。',
  },
} as const satisfies Record<string, Text>;

/** Warns where tables are others than those a model was fitted on; says nothing where the model kept no shapes. */
export function warnOfDrift(
  context: Pick<Context, 'warn'>,
  model: FittedModel,
  tables: Readonly<Record<string, unknown>>,
): void {
  const found = Object.entries(model.shapes ?? {}).flatMap(([port, shapes]) => {
    const table = tables[port];
    return table instanceof Table && table.nRows >= LEAST_ROWS ? driftsOf(shapes, table) : [];
  });
  const strong = found.filter(({ drift }) => isShift(drift, DRIFT_FROM.strong));
  const moderate = found.filter((own) => isShift(own.drift, DRIFT_FROM.moderate) && !strong.includes(own));
  if (strong.length > 0) context.warn(warning('strong', strong));
  if (moderate.length > 0) context.warn(warning('moderate', moderate));
}

/** A column beside its shape. */
export interface ColumnDrift {
  readonly column: string;
  /** What the column is called in a sentence. */
  readonly words: string | Text;
  readonly drift: Drift;
}

/**
 * How the columns of a table differ from the shapes kept of them, those it lacks left out; the most shifted first.
 *
 * @param look told before each column which share of them is done; may throw.
 */
export function driftsOf(
  shapes: readonly KeptShape[],
  table: Table,
  look: (share: number) => void = () => undefined,
): ColumnDrift[] {
  const found = shapes.flatMap(({ column, shape }, i): ColumnDrift[] => {
    look(i / shapes.length);
    const own = table.find(column);
    const drift = own ? driftOf(shape, own) : null;
    return drift ? [{ column, words: columnWords(table, column), drift }] : [];
  });
  const known = (value: number): number => (Number.isNaN(value) ? -1 : value);
  return found.sort((a, b) => known(b.drift.psi) - known(a.drift.psi));
}

const MOST_NAMED = 8;

function warning(level: keyof typeof WARNINGS, drifts: readonly ColumnDrift[]): Message {
  const named = drifts.slice(0, MOST_NAMED).map(({ words, drift }) => {
    const psi = drift.psi.toFixed(2);
    return typeof words === 'string' ? `${words} ${psi}` : { en: `${words.en} ${psi}`, zh: `${words.zh} ${psi}` };
  });
  const list = [...named, ...(drifts.length > MOST_NAMED ? ['…'] : [])];
  return { code: `drift-${level}`, text: WARNINGS[level], values: { columns: { list } } };
}
