import { ClienteleError } from '../../../contract/errors.ts';
import type { MetricValue } from '../../../contract/step.ts';
import type { Label, MessageValue, Text } from '../../../contract/text.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import { textAt, textsOf, type Column } from '../../table/column.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { optionalModelIn, tableIn, type FittedModel } from '../define.ts';
import { columnLabel } from '../features-of.ts';
import { labelWords, messageWords } from '../message-words.ts';
import { classWords } from '../predict/class-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { outputsOf, type Predictor } from '../predict/predictor.ts';
import { explainText as text } from './texts.ts';

/** The ports of every step that explains. */
export const explainNeeds = {
  table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
  model: optionalModelIn({ label: text.input('model'), steps: ['predict.*'] }),
};

/** What is explained: a fitted predictor with rows of its own matrix. */
export interface Explained {
  readonly predictor: Predictor;
  readonly model: FittedModel;
  /** The table's rows that are looked at. */
  readonly table: Table;
  readonly x: Matrix;
  /** The output that is told of: the event of two classes, the chosen of more, or the number. */
  readonly output: number;
}

/**
 * Reads a model and the rows it is to be explained on, at most so many of them.
 *
 * @param chosen the class that is told of; '' for the event of two, the last of more.
 * @throws missing-input without a model that predicts; no-usable-rows; bad-parameter where no class is called so
 */
export async function readExplained(
  context: Context,
  table: Table,
  model: FittedModel | null,
  chosen: string,
  mostRows: number,
): Promise<Explained> {
  const predictor = model && context.chains.predictor(model);
  if (!predictor) throw new ClienteleError('missing-input', { input: text.input('model') });
  if (table.nRows === 0) throw new ClienteleError('no-usable-rows', { detail: text.source.messages.noRows });
  const isAll = table.nRows <= mostRows;
  const rows = isAll ? table : table.take(sampleRows(table.nRows, mostRows, context.random.fork(1)));
  if (!isAll) context.warn(text.message('sampled', { rows: mostRows, all: table.nRows }));
  const x = await predictor.encode(rows, context);
  return { predictor, model, table: rows, x, output: outputOf(predictor, chosen) };
}

function outputOf({ target: { kind, classes } }: Predictor, chosen: string): number {
  if (kind === 'number') return 0;
  if (chosen === '') return classes.length - 1;
  const found = classes.indexOf(chosen);
  if (found < 0)
    throw new ClienteleError('bad-parameter', { parameter: 'class', value: chosen, detail: classes.join(', ') });
  return found;
}

/** What the model says of one output to rows of its matrix. */
export async function sayTo(
  { predictor, output }: Pick<Explained, 'predictor' | 'output'>,
  x: Matrix,
  context: Context,
): Promise<Float64Array> {
  const found = await predictor.predict(x, context);
  const n = outputsOf(predictor.target);
  return n === 1 ? found : Float64Array.from({ length: x.nRows }, (_, row) => found[row * n + output]!);
}

/** The columns of the matrix that each feature makes. */
export function columnsByFeature({ encoding }: Predictor): Int32Array[] {
  return encoding.features.map((_, at) =>
    Int32Array.from([...encoding.columns.keys()].filter((j) => encoding.columns[j]!.feature === at)),
  );
}

/** A matrix that may be written to. */
export const copyOf = (x: Matrix): Matrix =>
  takeMatrixRows(
    x,
    Int32Array.from({ length: x.nRows }, (_, row) => row),
  );

/** What a feature is called. */
export const labelOf = (table: Table, feature: string): Label => columnLabel(table, feature);

/** Who a row is about: its key, or a word for it. */
export function whoIs(table: Table, row: number): string | Text {
  const key = table.key() ?? table.findRole('customerId');
  return (key?.type === 'text' ? textAt(key, row) : null) ?? text.source.messages.someone;
}

/** A value that is said, of classes as a share. */
export const saidOf = ({ predictor }: Explained, value: number): MessageValue =>
  predictor.target.kind === 'classes' ? { percent: value, digits: 1 } : { decimal: value, digits: 2 };

/** A measured prediction: of classes a share. */
export const measured = (
  { predictor }: Pick<Explained, 'predictor'>,
  value: number | null,
): number | MetricValue | null =>
  value !== null && !Number.isNaN(value) && predictor.target.kind === 'classes' ? { value, unit: 'share' } : value;

/** What is told of: the class, or the target itself. */
export function toldOf({ predictor: { target }, output }: Explained, table: Table): MessageValue {
  return target.kind === 'number'
    ? labelWords(labelOf(table, target.column))
    : classWords(target.classes[output]!, target, table);
}

/** The place of a row by its id, or by its number from 1. @throws not-found */
export function findRow(table: Table, wanted: string): number {
  const key = table.key() ?? table.findRole('customerId');
  const place = key?.type === 'text' ? textsOf(key).indexOf(wanted) : Number(wanted) - 1;
  if (Number.isInteger(place) && place >= 0 && place < table.nRows) return place;
  throw new ClienteleError('not-found', { kind: text.source.messages.row, id: wanted });
}

/** The row that most is said to. */
export const highest = (said: Float64Array): number =>
  said.reduce((best, value, row) => (value > said[best]! ? row : best), 0);

/** The same inside a sentence: the chance of a class, or the target itself. */
export function whatIs(explained: Explained, table: Table): MessageValue {
  const told = toldOf(explained, table);
  return explained.predictor.target.kind === 'number' ? told : messageWords(text.message('chance', { told }));
}

/** The columns that say whose row it is. */
export const idColumns = (table: Table): Column[] =>
  table.columns.filter(({ role }) => role === 'customerId' || role === 'itemId' || role === 'orderId');

/** Rows that tell how far a feature moves predictions. */
const MOVED_ROWS = 200;

/**
 * The features by how far predictions move once their values are dealt to other rows, the farthest first: what is worth a look where
 * nobody chose.
 */
export async function byMovement(context: Context, explained: Explained): Promise<number[]> {
  const { x } = explained;
  const n = Math.min(x.nRows, MOVED_ROWS);
  const some = takeMatrixRows(
    x,
    Int32Array.from({ length: n }, (_, i) => Math.floor((i * x.nRows) / n)),
  );
  const said = await sayTo(explained, some, context);
  const order = context.random.fork(2).permutation(n);
  const movements: number[] = [];
  for (const columns of columnsByFeature(explained.predictor)) {
    context.signal.throwIfAborted();
    const changed = copyOf(some);
    for (const j of columns)
      for (let row = 0; row < n; row++)
        changed.values[row * x.nColumns + j] = some.values[order[row]! * x.nColumns + j]!;
    const then = await sayTo(explained, changed, context);
    movements.push(then.reduce((sum, value, row) => sum + Math.abs(value - said[row]!), 0));
  }
  return [...movements.keys()].sort((a, b) => movements[b]! - movements[a]! || a - b);
}
