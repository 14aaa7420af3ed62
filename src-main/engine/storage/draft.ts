import {
  readObject,
  readObjects,
  readRow,
  toRow,
  writeRow,
  type DefinitionTableName,
  type SqlRow,
} from './definition-rows.ts';
import type { Connection } from './connection.ts';

/** One row before and after an edit; null where it was or is not there, and of a changed row only what differs. */
export interface RowChange {
  readonly table: DefinitionTableName;
  readonly key: string;
  readonly before: SqlRow | null;
  readonly after: SqlRow | null;
}

/** An edit in the making, inside a transaction: it changes rows and remembers how they were. */
export class Draft {
  readonly connection: Connection;
  readonly changes: RowChange[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
  }

  find<T>(table: DefinitionTableName, key: string): T | null {
    return readObject<T>(this.connection, table, key);
  }

  all<T>(table: DefinitionTableName, order: string): T[] {
    return readObjects<T>(this.connection, table, order);
  }

  /** Adds an object, or brings the stored one to it. */
  put(table: DefinitionTableName, key: string, object: object): void {
    const stored = readRow(this.connection, table, key);
    const wanted = toRow(table, object as Record<string, unknown>);
    if (!stored) {
      writeRow(this.connection, table, key, wanted, false);
      this.changes.push({ table, key, before: null, after: wanted });
      return;
    }
    const differing = Object.keys(wanted).filter((column) => wanted[column] !== stored[column]);
    if (differing.length === 0) return;
    const pick = (row: SqlRow): SqlRow => Object.fromEntries(differing.map((column) => [column, row[column] ?? null]));
    writeRow(this.connection, table, key, pick(wanted), true);
    this.changes.push({ table, key, before: pick(stored), after: pick(wanted) });
  }

  /** Deletes an object. */
  remove(table: DefinitionTableName, key: string): void {
    const stored = readRow(this.connection, table, key);
    if (!stored) return;
    writeRow(this.connection, table, key, null, true);
    this.changes.push({ table, key, before: stored, after: null });
  }
}

/** Takes changes back, last first. */
export function revert(connection: Connection, changes: readonly RowChange[]): void {
  for (const { table, key, before, after } of changes.toReversed())
    writeRow(connection, table, key, before, after !== null);
}

/** Makes changes again. */
export function reapply(connection: Connection, changes: readonly RowChange[]): void {
  for (const { table, key, before, after } of changes) writeRow(connection, table, key, after, before !== null);
}
