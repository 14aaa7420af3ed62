import { z } from 'zod';
import { booleanNumbers } from '../../table/flags.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { hashRows } from '../../table/row-hash.ts';
import { Table } from '../../table/table.ts';
import { column, columns, defineEstimator, tableIn, tableOut } from '../define.ts';
import { FEATURE_OUTPUTS } from '../features-of.ts';
import { encodeText as text } from './encode-text.ts';
import {
  encodeColumn,
  fitFrequency,
  fitOneHot,
  fitOrdinal,
  fitTarget,
  hashColumns,
  placesIn,
  type ColumnEncoding,
  type Numbers,
} from './encodings.ts';
import { outcomeChannels } from './outcome-channels.ts';
import { plainColumns } from './plain-columns.ts';

const parameters = z.object({
  columns: columns({ port: 'table', types: ['text', 'boolean'], text: text.parameter('columns') }),
  method: z
    .enum(['onehot', 'ordinal', 'frequency', 'hashing', 'target'])
    .default('onehot')
    .meta({ ...text.parameter('method') }),
  maxCategories: z
    .int()
    .min(2)
    .max(1000)
    .default(20)
    .meta({ ...text.parameter('maxCategories') }),
  target: column({ port: 'table', text: text.parameter('target'), onlyToFit: true }),
  strength: z
    .number()
    .min(0)
    .max(1e6)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('strength') }),
  folds: z
    .int()
    .min(1)
    .max(50)
    .default(5)
    .meta({ ...text.parameter('folds') }),
  nBuckets: z
    .int()
    .min(2)
    .max(4096)
    .default(32)
    .meta({ ...text.parameter('nBuckets') }),
  keep: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('keep') }),
});
type Parameters = z.output<typeof parameters>;

interface EncodeModel {
  readonly flags: readonly string[];
  readonly encodings: readonly ColumnEncoding[];
  /** Text columns that are hashed together, and the names of what they become. */
  readonly hashed: readonly string[];
  readonly buckets: readonly string[];
  /** The target, which no row is told apart by. */
  readonly target: string | null;
}

export const encode = defineEstimator({
  id: 'prepare.encode',
  version: 1,
  text,
  references: ['doi:10.1145/507533.507538', 'arXiv:0902.2206'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: { encoded: tableOut({ label: text.output('encoded'), name: 'encoded', entity: 'same' }) },
  parameters,
  memory: ({ bytes, nRows, nColumns }, p) =>
    bytes +
    nRows *
      (16 +
        4 * nColumns * (p.method === 'onehot' ? p.maxCategories : 2) +
        (p.method === 'hashing' ? 4 * p.nBuckets : 0)),
  fit(context, { table }, p): EncodeModel {
    const outcome = p.method === 'target' ? outcomeChannels(table, p.target) : null;
    const chosen = plainColumns(table, p.columns, ['text', 'boolean']).filter(({ name }) => name !== outcome?.name);
    const words = chosen.filter((found) => found.type === 'text');
    const flags = chosen.filter(({ type }) => type === 'boolean').map(({ name }) => name);
    const taken = new Set(table.columns.map(({ name }) => name));
    const folds = outcome && p.folds > 1 ? foldsOf(table, outcome.name, p) : null;
    const encodings = words.map((found, j): ColumnEncoding => {
      context.signal.throwIfAborted();
      context.progress(j / words.length);
      if (outcome) return fitTarget(found, outcome, folds, p, taken);
      switch (p.method) {
        case 'onehot':
          return fitOneHot(found, p.maxCategories, taken);
        case 'frequency':
          return fitFrequency(found, taken);
        default:
          return fitOrdinal(found, taken);
      }
    });
    const isHashed = p.method === 'hashing' && words.length > 0;
    const buckets = Array.from({ length: isHashed ? p.nBuckets : 0 }, (_, i) => freeName(`hash_${i + 1}`, taken));
    return {
      flags,
      encodings: isHashed ? [] : encodings,
      hashed: isHashed ? words.map(({ name }) => name) : [],
      buckets,
      target: outcome?.name ?? null,
    };
  },
  apply(context, model, { table }, p) {
    const folds = model.target !== null && p.folds > 1 ? foldsOf(table, model.target, p) : null;
    const became = new Map<string, Numbers[]>();
    model.encodings.forEach((encoding, j) => {
      context.signal.throwIfAborted();
      context.progress(j / model.encodings.length);
      const places = placesIn(table.text(encoding.name), encoding.categories);
      if (places.nUnseen > 0) context.warn(text.message('unseen', { count: places.nUnseen, column: encoding.name }));
      became.set(encoding.name, encodeColumn(encoding, places.codes, folds));
    });
    for (const name of model.flags) became.set(name, [{ name, values: booleanNumbers(table.boolean(name)) }]);
    for (const name of model.hashed) became.set(name, []);
    const buckets = hashColumns(model.hashed.map((name) => table.text(name)), model.buckets, () => context.signal.throwIfAborted()); // prettier-ignore
    return { encoded: new Table(assemble(table, became, buckets, p.keep), table.options()) };
  },
});

/** Each encoded column gives way to what it became; another column that has its name gives way as well. */
function assemble(table: Table, became: Map<string, Numbers[]>, last: readonly Numbers[], keep: boolean): Column[] {
  const made = new Set([...became.values(), last].flat().map(({ name }) => name));
  const asColumn = ({ name, values }: Numbers): Column => numberColumn(name, values);
  const kept = table.columns.flatMap((found): Column[] => {
    const numbers = became.get(found.name);
    if (!numbers) return made.has(found.name) ? [] : [found];
    return [...(keep && !made.has(found.name) ? [found] : []), ...numbers.map(asColumn)];
  });
  return [...kept, ...last.map(asColumn)];
}

/** The fold of each row, by its key or else by all it holds but the target: the same row always falls into the same fold. */
function foldsOf(table: Table, target: string, { folds }: Parameters): Uint8Array {
  const key = table.key();
  const rest = table.columns.filter(({ name }) => name !== target);
  const hashes = hashRows(key ? [key] : rest, table.nRows);
  return Uint8Array.from(hashes, (hash) => (hash >>> 0) % folds);
}
