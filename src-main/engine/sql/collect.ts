import type { StatementSync } from 'node:sqlite';
import { ClienteleError } from '../../contract/errors.ts';
import { ByteDictionary, grown } from '../table/byte-dictionary.ts';
import type { QueryLimits, ResultColumn } from './protocol.ts';

/** A value as node:sqlite gives it. */
type SqlValue = number | bigint | string | Uint8Array | null;

/** Rows between two looks at how much there is. */
const ROWS_AT_ONCE = 256;
const BYTES_PER_NUMBER = 8;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Collects a result column: as numbers until the first text comes. */
class Collector {
  readonly name: string;
  readonly origin: ResultColumn['origin'];
  #values = new Float64Array(1 << 10);
  #codes: Int32Array | null = null;
  #texts = new ByteDictionary();
  #n = 0;

  constructor(name: string, origin: ResultColumn['origin']) {
    this.name = name;
    this.origin = origin;
  }

  get bytes(): number {
    return this.#n * BYTES_PER_NUMBER + this.#texts.nBytes;
  }

  add(value: SqlValue): void {
    const row = this.#n++;
    const number = asNumber(value);
    if (!this.#codes && number === undefined) this.#becomeText(row);
    if (this.#codes) {
      if (row === this.#codes.length) this.#codes = grown(this.#codes, row + 1);
      this.#codes[row] = value === null ? -1 : this.#code(value);
      return;
    }
    if (row === this.#values.length) this.#values = grown(this.#values, row + 1);
    this.#values[row] = number ?? NaN;
  }

  finish(): ResultColumn {
    const { name, origin } = this;
    const codes = this.#codes;
    if (!codes) return { name, origin, kind: 'number', values: this.#values.slice(0, this.#n) };
    return {
      name,
      origin,
      kind: 'text',
      codes: codes.slice(0, this.#n),
      offsets: Int32Array.from(this.#texts.offsets()),
      bytes: this.#texts.bytes.slice(),
    };
  }

  #becomeText(nBefore: number): void {
    const codes = new Int32Array(this.#values.length);
    for (let row = 0; row < nBefore; row++)
      codes[row] = Number.isNaN(this.#values[row]) ? -1 : this.#code(this.#values[row]!);
    this.#codes = codes;
  }

  #code(value: Exclude<SqlValue, null>): number {
    const text = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
    const bytes = Buffer.from(text, 'utf8');
    return this.#texts.codeOf(bytes, 0, bytes.length);
  }
}

/** NaN for NULL; undefined for what no number can hold. */
function asNumber(value: SqlValue): number | undefined {
  if (value === null) return NaN;
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' && value <= MAX_SAFE && value >= -MAX_SAFE ? Number(value) : undefined;
}

const tooMuch = (en: string, zh: string): ClienteleError => new ClienteleError('sql-refused', { detail: { en, zh } });

/** Runs a statement and gathers what it gives. @throws sql-refused where that is more than the limits allow. */
export function collect(statement: StatementSync, limits: QueryLimits): { columns: ResultColumn[]; nRows: number } {
  statement.setReturnArrays(true);
  // Long ids must not be rounded, and node:sqlite would refuse them.
  statement.setReadBigInts(true);
  const collectors = statement
    .columns()
    .map(
      ({ name, table, column }) => new Collector(name, table !== null && column !== null ? { table, column } : null),
    );
  let nRows = 0;
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<SqlValue[]>) {
    for (let j = 0; j < collectors.length; j++) collectors[j]!.add(row[j] ?? null);
    if (++nRows > limits.rows) {
      throw tooMuch(
        `it gives more than ${limits.rows.toLocaleString('en')} rows; add a LIMIT or group them`,
        `结果超过 ${limits.rows} 行；请加上 LIMIT 或进行分组`,
      );
    }
    if (nRows % ROWS_AT_ONCE !== 0 && collectors.length < ROWS_AT_ONCE) continue;
    const bytes = collectors.reduce((sum, collector) => sum + collector.bytes, 0);
    if (bytes <= limits.bytes) continue;
    const megabytes = Math.round(limits.bytes / 1e6);
    throw tooMuch(
      `it gives more than ${megabytes} MB; ask for fewer rows or columns`,
      `结果超过 ${megabytes} MB；请减少行或列`,
    );
  }
  return { columns: collectors.map((collector) => collector.finish()), nRows };
}
