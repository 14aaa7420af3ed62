import { createHash } from 'node:crypto';
import { decodeBundle } from '../../contract/bundle.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { OutputInfo } from '../../contract/project.ts';
import type { Chain, MetricValue } from '../../contract/step.ts';
import type { TableInfo } from '../../contract/table.ts';
import { Table } from '../table/table.ts';
import { breathe, type BulkWork } from './bulk.ts';
import { canonicalColumn, type CanonicalColumn } from './canonical-column.ts';
import { areSound, readChunks, writeChunks } from './chunks.ts';
import type { Connection } from './connection.ts';
import { hashColumn, startTableHash } from './content-hash.ts';
import { rebuildTable } from './rebuild.ts';
import { decodeTable, encodeGroups, tableInfo, type TableHead } from './table-codec.ts';
import type { TableParts } from './table-parts.ts';

/** One output on its way into the project file. */
export type OutputContent =
  | { readonly kind: 'table'; readonly table: TableParts }
  /** `bytes` are a bundle (contract/bundle.ts); of a chain, `value` is the chain itself. */
  | { readonly kind: 'model' | 'figure' | 'chain'; readonly bytes: Uint8Array; readonly value?: unknown }
  | { readonly kind: 'metric'; readonly value: MetricValue | null };

/** A table that is stored. */
export interface StoredTable {
  readonly hash: string;
  readonly bytes: number;
  readonly info: TableInfo;
}

interface BundleHead {
  readonly kind: BundleContent['kind'];
  readonly rawBytes: number;
}

interface OutputRow {
  readonly kind: string;
  readonly bytes: number;
  readonly head: string;
}

function findOutput({ sql }: Connection, hash: string): OutputRow | null {
  return (
    (sql('SELECT kind, bytes, head FROM _clientele_outputs WHERE hash = ? AND complete = 1').get(hash) as
      OutputRow | undefined) ?? null
  );
}

/** An output that is stored whole: making one again is how a person mends what a bad disk changed. */
function* findSound(connection: Connection, hash: string): BulkWork<OutputRow | null> {
  const known = findOutput(connection, hash);
  if (!known) return null;
  return (yield* areSound(connection, hash, known.bytes)) ? known : null;
}

const OUTPUT: { en: string; zh: string } = { en: 'stored result', zh: '已存结果' };

function requireHead<H>(connection: Connection, hash: string): H {
  const row = findOutput(connection, hash);
  if (!row) throw new ClienteleError('not-found', { kind: OUTPUT, id: hash.slice(0, 12) });
  return JSON.parse(row.head) as H;
}

function* begin({ sql }: Connection, hash: string, kind: string): BulkWork<void> {
  sql('DELETE FROM _clientele_artifacts WHERE output_hash = ?').run(hash);
  sql(
    'INSERT OR REPLACE INTO _clientele_outputs (hash, kind, bytes, head, created_at, complete) VALUES (?, ?, 0, ?, ?, 0)',
  ).run(hash, kind, '{}', Date.now());
  yield 0;
}

const complete = ({ sql }: Connection, hash: string, bytes: number, head: TableHead | BundleHead): void => {
  sql('UPDATE _clientele_outputs SET bytes = ?, head = ?, complete = 1 WHERE hash = ?').run(
    bytes,
    JSON.stringify(head),
    hash,
  );
};

/** A table ready to be stored: its columns in their stored layout, and the hash of its content. */
export interface PreparedTable {
  readonly parts: TableParts;
  readonly columns: readonly CanonicalColumn[];
  readonly nRows: number;
  readonly hash: string;
}

/** Finds the hash of a table, column by column, so that edits come through while it works. */
export async function prepareTable(parts: TableParts): Promise<PreparedTable> {
  const columns: CanonicalColumn[] = [];
  for (const column of parts.columns) {
    columns.push(canonicalColumn(column));
    await breathe();
  }
  const nRows = columns[0]?.column.length ?? 0;
  const hash = startTableHash(columns, nRows, parts.options);
  for (const column of columns) {
    hashColumn(hash, column);
    await breathe();
  }
  return { parts, columns, nRows, hash: hash.digest('hex') };
}

/** Stores a table under the hash of its content; what is there already is not written again, unless its bytes were damaged. */
export function* storeTable(connection: Connection, prepared: PreparedTable): BulkWork<StoredTable> {
  const { hash, columns, nRows, parts } = prepared;
  const known = yield* findSound(connection, hash);
  if (known) return { hash, bytes: known.bytes, info: tableInfo(JSON.parse(known.head) as TableHead) };
  yield* begin(connection, hash, 'table');
  const heads: TableHead['columns'][number][] = [];
  const groups: TableHead['groups'][number][] = [];
  let chunk = 0;
  let bytes = 0;
  for (const group of encodeGroups(columns)) {
    heads.push(...group.columns.map((head) => ({ ...head, group: groups.length })));
    groups.push({ first: chunk, bytes: group.bytes.length });
    chunk = yield* counted(writeChunks(connection, hash, chunk, group.bytes), (written) => (bytes += written));
  }
  const { entity = 'none', currency = null, notProducts = [] } = parts.options;
  const head: TableHead = { kind: 'table', nRows, entity, currency, notProducts, columns: heads, groups };
  complete(connection, hash, bytes, head);
  return { hash, bytes, info: tableInfo(head) };
}

function* counted<R>(work: Generator<number, R>, count: (written: number) => void): BulkWork<R> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    count(step.value);
    yield step.value;
  }
}

/** Bytes on their way into the file: of an output, or of a run's state. */
type BundleContent =
  Extract<OutputContent, { bytes: Uint8Array }> | { readonly kind: 'checkpoint'; readonly bytes: Uint8Array };

/** The hash of a model, figure, chain or checkpoint: of its kind and its bytes. */
export const bundleHash = ({ kind, bytes }: Pick<BundleContent, 'kind' | 'bytes'>): string =>
  createHash('sha256').update(`${kind}\n`).update(bytes).digest('hex');

/** Stores a model, figure, chain or checkpoint. */
export function* storeBundle(
  connection: Connection,
  { kind, bytes }: BundleContent,
  hash: string,
): BulkWork<{ hash: string; bytes: number }> {
  const known = yield* findSound(connection, hash);
  if (known) return { hash, bytes: known.bytes };
  yield* begin(connection, hash, kind);
  let written = 0;
  yield* counted(writeChunks(connection, hash, 0, bytes), (size) => (written += size));
  complete(connection, hash, written, { kind, rawBytes: bytes.length });
  return { hash, bytes: written };
}

/** A metric is its value: it is kept with its run and has no bytes of its own. */
export const metricInfo = (id: string, value: MetricValue | null): OutputInfo => ({
  id,
  kind: 'metric',
  hash: createHash('sha256').update(JSON.stringify(value)).digest('hex'),
  bytes: 0,
  metric: value,
});

/** What is known of an output once it is stored. */
export function outputInfo(
  id: string,
  content: OutputContent,
  stored: { hash: string; bytes: number; info?: TableInfo },
): OutputInfo {
  const { hash, bytes, info } = stored;
  if (content.kind === 'metric') return metricInfo(id, content.value);
  if (content.kind === 'chain') return { id, kind: 'chain', hash, bytes, chain: content.value as Chain };
  return { id, kind: content.kind, hash, bytes, ...(info ? { table: info } : {}) };
}

/** A stored table without its rows. @throws not-found */
export const readTableInfo = (connection: Connection, hash: string): TableInfo =>
  tableInfo(requireHead<TableHead>(connection, hash));

/**
 * Reads a stored table into shared memory. Where its bytes were damaged it is read from its rows in SQL, if they are there.
 *
 * @param columns the names of those wanted; only their bytes are read. Left out: all.
 * @throws not-found where it was dropped; project-damaged where its bytes are not those that were stored.
 */
export function readTable(connection: Connection, hash: string, columns?: readonly string[]): Table {
  const read = connection.db.transaction((): Table => {
    const head = requireHead<TableHead>(connection, hash);
    const readGroup = (group: number): Uint8Array<SharedArrayBuffer> => {
      const place = head.groups[group] ?? { first: 0, bytes: 0 };
      return readChunks(connection, hash, place.first, new Uint8Array(new SharedArrayBuffer(place.bytes)));
    };
    try {
      return decodeTable(head, columns ?? null, readGroup);
    } catch (thrown) {
      if (!(thrown instanceof ClienteleError) || thrown.code !== 'project-damaged') throw thrown;
      const rebuilt = rebuildTable(connection, hash, head, readGroup);
      if (!rebuilt) throw thrown;
      return columns ? new Table(rebuilt.columns.filter(({ name }) => columns.includes(name)), rebuilt.options()) : rebuilt; // prettier-ignore
    }
  });
  return read();
}

/** Reads the bytes of a stored model, figure, chain or checkpoint. @throws not-found, project-damaged */
export function readBundleBytes(connection: Connection, hash: string): Uint8Array<ArrayBuffer> {
  const read = connection.db.transaction(() => {
    const head = requireHead<BundleHead>(connection, hash);
    return readChunks(connection, hash, 0, new Uint8Array(head.rawBytes));
  });
  return read();
}

/** Reads a stored model, figure or chain as the value it was made from. @throws not-found, project-damaged */
export const readBundle = (connection: Connection, hash: string): unknown =>
  decodeBundle(readBundleBytes(connection, hash));
