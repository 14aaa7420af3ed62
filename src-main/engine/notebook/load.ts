import { invariant } from '../../contract/errors.ts';
import { openReader, readBundle, readTable, type Reader } from '../storage/reader.ts';
import { relabel, type Column } from '../table/column.ts';
import { Table } from '../table/table.ts';
import type { DatasetOverlay, ResolvedInput } from './resolve.ts';

/** Tables kept in memory by a thread, so that the next question or panel finds them there. */
const CACHED_TABLES = 12;

/** Loads what panels read from the project file; each thread has its own. */
export interface Loader {
  table(input: Extract<ResolvedInput, { kind: 'stored' }>): Table;
  bundle(hash: string): unknown;
  /** What a step receives at a port: tables, models or chains. */
  input(input: ResolvedInput, kind: 'table' | 'model' | 'chain'): unknown;
  close(): void;
}

/** Opens a project file for reading. */
export function openLoader(path: string): Loader {
  const reader: Reader = openReader(path);
  const tables = new Map<string, Table>();
  const load = (hash: string): Table => {
    const cached = tables.get(hash);
    tables.delete(hash);
    const table = cached ?? readTable(reader, hash);
    tables.set(hash, table);
    const oldest = tables.keys().next().value;
    if (tables.size > CACHED_TABLES && oldest !== undefined) tables.delete(oldest);
    return table;
  };
  const loader: Loader = {
    table({ contentHash, name, overlay }) {
      const table = load(contentHash);
      return overlay ? applyOverlay(table, overlay) : new Table(table.columns, { ...table.options(), name });
    },
    bundle: (hash) => readBundle(reader, hash),
    input(input, kind) {
      if (input.kind === 'chain') return input.chain;
      invariant(kind !== 'chain', 'a chain port reads chains');
      return kind === 'table' ? loader.table(input) : loader.bundle(input.contentHash);
    },
    close: () => reader.close(),
  };
  return loader;
}

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
