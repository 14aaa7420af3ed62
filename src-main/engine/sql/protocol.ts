import type { ErrorPayload } from '../../contract/errors.ts';

/** What a query may use before it is stopped. */
export interface QueryLimits {
  /** Rows of the result. */
  readonly rows: number;
  /** Bytes of the result's values. */
  readonly bytes: number;
  /** Bytes of one text or blob, wherever it comes up. */
  readonly valueBytes: number;
  /** Bytes of the whole process. */
  readonly memoryBytes: number;
}

/** What the SQL process is asked. */
export interface QueryOrder {
  readonly file: string;
  readonly sql: string;
  /** The tables and views that may be read. */
  readonly tables: readonly string[];
  readonly limits: QueryLimits;
}

/** Where a result column comes from, when it is a column of a table as it stands. */
export interface ColumnOrigin {
  readonly table: string;
  readonly column: string;
}

/** One column of a result: numbers with NaN for NULL, or codes (−1 for NULL) into packed texts. */
export type ResultColumn = { readonly name: string; readonly origin: ColumnOrigin | null } & (
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly offsets: Int32Array; readonly bytes: Uint8Array }
);

/** What the SQL process answers, once. */
export type QueryReply =
  | {
      readonly ok: true;
      readonly nRows: number;
      readonly columns: readonly ResultColumn[];
      readonly read: readonly string[];
    }
  | { readonly ok: false; readonly error: ErrorPayload };
