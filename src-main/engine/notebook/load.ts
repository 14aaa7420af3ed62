import { invariant } from '../../contract/errors.ts';
import { openReader, readBundle, readCheckpoint, readTable, readTableInfo, type Reader } from '../storage/reader.ts';
import { relabel, type Column } from '../table/column.ts';
import { Table } from '../table/table.ts';
import type { DatasetOverlay, ResolvedInput } from './resolve.ts';

/** Tables kept in memory by a thread, so that the next question or panel finds them there: small ones beyond this number too. */
const CACHED_TABLES = 12;
const CACHED_BYTES = 128 * 1024 * 1024;

/** From so many rows on a table is not kept for a look at each of its columns alone: it takes hundreds of megabytes. */
const LONG_ROWS = 1_000_000;

type StoredTable = Extract<ResolvedInput, { kind: 'stored' }>;

/** Loads what panels read from the project file; each thread has its own. */
export interface Loader {
  /** @param columns the names of those wanted, where it is not all; they alone are read, unless the whole is there already. */
  table(input: StoredTable, columns?: readonly string[]): Table;
  /** A table's columns one after the other; those of a long one are read as they are asked for, and not kept. */
  columns(input: StoredTable): Iterable<Column>;
  bundle(hash: string): unknown;
  /** Where the run with a cache key can go on from; null where it is to begin anew. */
  checkpoint(key: string): Uint8Array | null;
  /** What a step receives at a port: tables, models or chains. */
  input(input: ResolvedInput, kind: 'table' | 'model' | 'chain'): unknown;
  close(): void;
}

/** Opens a project file for reading. */
export function openLoader(path: string): Loader {
  const reader: Reader = openReader(path);
  const tables = new Map<string, Table>();
  const load = (hash: string, columns?: readonly string[]): Table => {
    const part = tables.has(hash) ? undefined : columns;
    const key = part ? JSON.stringify([hash, ...part]) : hash;
    const cached = tables.get(key);
    tables.delete(key);
    const table = cached ?? readTable(reader, hash, part);
    tables.set(key, table);
    for (const oldest of tables.keys()) {
      if (tables.size <= CACHED_TABLES || bytesOf(tables.values()) <= CACHED_BYTES) break;
      tables.delete(oldest);
    }
    return table;
  };
  const loader: Loader = {
    table({ contentHash, name, overlay }, columns) {
      const table = load(contentHash, columns);
      return overlay ? applyOverlay(table, overlay) : new Table(table.columns, { ...table.options(), name });
    },
    *columns(input) {
      const { contentHash, overlay } = input;
      const info = tables.has(contentHash) ? null : readTableInfo(reader, contentHash);
      if (!info || info.nRows < LONG_ROWS) {
        yield* loader.table(input).columns;
        return;
      }
      for (const { name } of info.columns) {
        const alone = readTable(reader, contentHash, [name]);
        yield* overlay ? applyOverlay(alone, overlay).columns : alone.columns;
      }
    },
    bundle: (hash) => readBundle(reader, hash),
    checkpoint: (key) => readCheckpoint(reader, key),
    input(input, kind) {
      if (input.kind === 'chain') return input.chain;
      invariant(kind !== 'chain', 'a chain port reads chains');
      return kind === 'table' ? loader.table(input) : loader.bundle(input.contentHash);
    },
    close: () => reader.close(),
  };
  return loader;
}

/** About what tables take: eight bytes a cell. */
const bytesOf = (tables: Iterable<Table>): number =>
  [...tables].reduce((sum, { nRows, columns }) => sum + nRows * columns.length * 8, 0);

/** The table as the person described it: roles and units by column, its entity, currency and codes that are no products. */
export function applyOverlay(table: Table, overlay: DatasetOverlay): Table {
  const specs = new Map(overlay.columns.map((spec) => [spec.name, spec]));
  const columns = table.columns.map((column): Column => {
    const spec = specs.get(column.name);
    return spec ? relabel(column, { role: spec.role, unit: spec.unit }) : column;
  });
  const { name, currency, entity, notProducts } = overlay;
  return new Table(columns, { name, currency, entity, notProducts });
}
