import { cellSize, type CellColumn } from './cell-columns.ts';
import { varintSize, writeVarint } from './varint.ts';

/** The largest page that SQLite knows: few pages, and hardly a row that is longer than one. */
const PAGE_BYTES = 65_536;
/** What a leaf holds of a record in its own page at most, and at least where the rest goes elsewhere. */
const MAX_LOCAL = PAGE_BYTES - 35;
const MIN_LOCAL = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
/** Bytes of a record on a page of their own: the first four name the next page. */
const OVERFLOW_BYTES = PAGE_BYTES - 4;

const HEADER_BYTES = 100;
const LEAF = 0x0d;
const INTERIOR = 0x05;
const LEAF_HEADER = 8;
const INTERIOR_HEADER = 12;

/** Rows whose records are laid out together, column by column. */
const BLOCK_ROWS = 2048;
/** An image is full at so many pages: making it and taking it over holds edits up for some 25 ms. */
const FULL_PAGES = 32;

/** The table in every image. */
export const IMAGE_TABLE = 'rows';

/** A database file in memory that holds some rows of a table. */
export interface RowImage {
  readonly bytes: Uint8Array;
  /** One after the last row that it holds. */
  readonly end: number;
}

/**
 * Lays rows out as a SQLite database of one table, page by page: SQLite then takes them over whole, which is several times
 * faster than binding their values one by one.
 *
 * Format: https://www.sqlite.org/fileformat2.html.
 */
export class RowImageWriter {
  readonly #columns: readonly CellColumn[];
  readonly #declaration: string;
  readonly #types: readonly Int32Array[];
  readonly #sizes = new Float64Array(BLOCK_ROWS);
  readonly #headers = new Int32Array(BLOCK_ROWS);
  readonly #cursors = new Int32Array(BLOCK_ROWS);
  #bytes = new Uint8Array(PAGE_BYTES * 2);
  #view = new DataView(this.#bytes.buffer);
  /** Pages that are in use; the first says what the file is. */
  #nPages = 0;
  readonly #leaves: { page: number; lastRow: number }[] = [];
  /** The leaf that is being filled: its page, how many cells it has, where its free room ends. */
  #leaf = 0;
  #nCells = 0;
  #top = 0;

  /** @param sqlTypes of the columns, which the table that takes the rows over must have too; names play no part. */
  constructor(columns: readonly CellColumn[], sqlTypes: readonly string[]) {
    this.#columns = columns;
    this.#declaration = sqlTypes.map((type, j) => `c${j} ${type}`).join(', ');
    this.#types = columns.map(() => new Int32Array(BLOCK_ROWS));
  }

  /** An image of rows from `first` on, as many as fit; it is valid until the next. */
  write(first: number, nRows: number): RowImage {
    this.#nPages = 1;
    this.#leaves.length = 0;
    this.#startLeaf();
    let row = first;
    while (row < nRows && this.#nPages < FULL_PAGES) {
      const n = Math.min(BLOCK_ROWS, nRows - row);
      this.#writeBlock(row, row - first + 1, n);
      row += n;
    }
    this.#endLeaf(row - first);
    this.#writeSchema(this.#writeRoot());
    return { bytes: this.#bytes.subarray(0, this.#nPages * PAGE_BYTES), end: row };
  }

  /** @param rowid of the first row, counted from 1. */
  #writeBlock(first: number, rowid: number, n: number): void {
    const sizes = this.#sizes.fill(0, 0, n);
    const headers = this.#headers.fill(0, 0, n);
    this.#columns.forEach((column, j) => {
      const types = this.#types[j]!;
      column.types(first, n, types);
      for (let i = 0; i < n; i++) {
        const type = types[i]!;
        headers[i]! += type < 0x80 ? 1 : varintSize(type);
        sizes[i]! += cellSize(type);
      }
    });
    for (let i = 0; i < n; i++) {
      // The header's length is part of it, and may itself take a second byte.
      let header = headers[i]! + 1;
      if (header > 0x7f) header = headers[i]! + varintSize(headers[i]! + 2);
      const size = header + sizes[i]!;
      if (size > MAX_LOCAL) {
        this.#placeLong(first, i, rowid + i, header, size);
        this.#cursors[i] = -1;
        continue;
      }
      const at = this.#makeRoom(rowid + i, size, size);
      this.#cursors[i] = writeVarint(this.#bytes, at, header);
    }
    this.#writeCells(first, n, this.#bytes, this.#cursors);
  }

  /** Writes the serial types, then the cells, of the rows at their cursors. */
  #writeCells(first: number, n: number, bytes: Uint8Array, cursors: Int32Array): void {
    for (const types of this.#types) {
      for (let i = 0; i < n; i++) {
        const at = cursors[i]!;
        if (at < 0) continue;
        const type = types[i]!;
        if (type < 0x80) {
          bytes[at] = type;
          cursors[i] = at + 1;
        } else cursors[i] = writeVarint(bytes, at, type);
      }
    }
    this.#columns.forEach((column, j) => column.write(first, n, this.#types[j]!, bytes, cursors));
  }

  /** A record that is longer than a page: its beginning on the leaf, the rest on pages of its own. */
  #placeLong(first: number, i: number, rowid: number, header: number, size: number): void {
    const record = new Uint8Array(size);
    const alone = new Int32Array(i + 1).fill(-1);
    alone[i] = writeVarint(record, 0, header);
    this.#writeCells(first, i + 1, record, alone);
    const wanted = MIN_LOCAL + ((size - MIN_LOCAL) % OVERFLOW_BYTES);
    const local = wanted <= MAX_LOCAL ? wanted : MIN_LOCAL;
    const at = this.#makeRoom(rowid, size, local + 4);
    this.#bytes.set(record.subarray(0, local), at);
    let link = at + local;
    for (let from = local; from < size; from += OVERFLOW_BYTES) {
      const page = this.#addPage();
      this.#view.setUint32(link, page);
      link = (page - 1) * PAGE_BYTES;
      this.#bytes.set(record.subarray(from, from + OVERFLOW_BYTES), link + 4);
    }
    this.#view.setUint32(link, 0);
  }

  /** Room for a cell on a leaf, its record's length and its row's number written. @returns where the record goes. */
  #makeRoom(rowid: number, size: number, local: number): number {
    const cell = varintSize(size) + varintSize(rowid) + local;
    if (this.#top - cell < LEAF_HEADER + (this.#nCells + 1) * 2) {
      this.#endLeaf(rowid - 1);
      this.#startLeaf();
    }
    this.#top -= cell;
    const base = (this.#leaf - 1) * PAGE_BYTES;
    this.#view.setUint16(base + LEAF_HEADER + this.#nCells++ * 2, this.#top);
    return writeVarint(this.#bytes, writeVarint(this.#bytes, base + this.#top, size), rowid);
  }

  #startLeaf(): void {
    this.#leaf = this.#addPage();
    this.#nCells = 0;
    this.#top = PAGE_BYTES;
  }

  #endLeaf(lastRow: number): void {
    const base = (this.#leaf - 1) * PAGE_BYTES;
    this.#bytes[base] = LEAF;
    this.#view.setUint16(base + 1, 0);
    this.#view.setUint16(base + 3, this.#nCells);
    // 65536 is written as 0.
    this.#view.setUint16(base + 5, this.#top & 0xffff);
    this.#bytes[base + 7] = 0;
    this.#leaves.push({ page: this.#leaf, lastRow });
  }

  /** A further page; pages are counted from 1. What an earlier image left on it is not wiped: nothing refers to it. */
  #addPage(): number {
    const page = ++this.#nPages;
    if (page * PAGE_BYTES > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return page;
  }

  /** The root: the leaves in order, each with the number of its last row; a leaf that is alone is the root. @returns its page. */
  #writeRoot(): number {
    if (this.#leaves.length === 1) return this.#leaf;
    const page = this.#addPage();
    const base = (page - 1) * PAGE_BYTES;
    const inner = this.#leaves.slice(0, -1);
    let top = PAGE_BYTES;
    inner.forEach(({ page: leaf, lastRow }, i) => {
      top -= 4 + varintSize(lastRow);
      this.#view.setUint32(base + top, leaf);
      writeVarint(this.#bytes, base + top + 4, lastRow);
      this.#view.setUint16(base + INTERIOR_HEADER + i * 2, top);
    });
    this.#bytes[base] = INTERIOR;
    this.#view.setUint16(base + 1, 0);
    this.#view.setUint16(base + 3, inner.length);
    this.#view.setUint16(base + 5, top & 0xffff);
    this.#bytes[base + 7] = 0;
    this.#view.setUint32(base + 8, this.#leaf);
    return page;
  }

  /** The first page: the file's header, and the schema with its one table. */
  #writeSchema(root: number): void {
    const bytes = this.#bytes.fill(0, 0, PAGE_BYTES);
    const view = this.#view;
    Buffer.from(bytes.buffer).write('SQLite format 3\0', 'latin1');
    view.setUint16(16, 1); // a page of 65536 bytes
    bytes.set([1, 1, 0, 64, 32, 32], 18); // no log; nothing reserved; the fractions that the format prescribes
    view.setUint32(24, 1); // change counter
    view.setUint32(28, this.#nPages);
    view.setUint32(40, 1); // schema cookie
    view.setUint32(44, 4); // schema format
    view.setUint32(56, 1); // UTF-8
    view.setUint32(92, 1); // version valid for the change counter
    view.setUint32(96, 3_040_000);
    const texts = ['table', IMAGE_TABLE, IMAGE_TABLE, `CREATE TABLE ${IMAGE_TABLE} (${this.#declaration})`].map(
      (text) => Buffer.from(text),
    );
    const [kind, name, table, sql] = texts as [Buffer, Buffer, Buffer, Buffer];
    const types = [kind.length * 2 + 13, name.length * 2 + 13, table.length * 2 + 13, 4, sql.length * 2 + 13];
    const header = 1 + types.reduce((sum, type) => sum + varintSize(type), 0);
    const record = header + kind.length + name.length + table.length + 4 + sql.length;
    const top = PAGE_BYTES - record - varintSize(record) - 1;
    let at = writeVarint(bytes, writeVarint(bytes, top, record), 1);
    at = writeVarint(bytes, at, header);
    for (const type of types) at = writeVarint(bytes, at, type);
    const place = Buffer.alloc(4);
    place.writeUInt32BE(root);
    for (const part of [kind, name, table, place, sql]) {
      bytes.set(part, at);
      at += part.length;
    }
    bytes[HEADER_BYTES] = LEAF;
    view.setUint16(HEADER_BYTES + 3, 1);
    view.setUint16(HEADER_BYTES + 5, top);
    view.setUint16(HEADER_BYTES + LEAF_HEADER, top);
  }
}
