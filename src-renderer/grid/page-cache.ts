import type { Cell, TableInfo, TablePage } from '../../src-main/contract/table.ts';

/** Rows a page; a screen shows some forty. */
export const PAGE_ROWS = 100;
/** Pages kept: some four thousand rows, so that scrolling back is at once. */
const KEPT_PAGES = 40;

export interface GridRow {
  readonly cells: readonly Cell[];
  /** Position in the unsorted, unfiltered table. */
  readonly index: number;
  readonly selected: boolean | null;
}

/** Asks for rows `offset` to `offset + limit`; rejects when aborted. */
export type FetchPage = (offset: number, limit: number, signal: AbortSignal) => Promise<TablePage>;

/** The rows of one table in one order: fetched by page around what is on screen, what has scrolled away no longer waited for. */
export class PageCache {
  readonly #fetch: FetchPage;
  readonly #changed: () => void;
  readonly #pages = new Map<number, readonly GridRow[]>();
  readonly #waiting = new Map<number, AbortController>();
  #firstSeen = 0;
  /** The table without its rows, once the first page is there. */
  info: TableInfo | null = null;
  /** Rows that pass filter and search; null until the first page is there. */
  nMatching: number | null = null;
  error: unknown = null;

  constructor(fetchPage: FetchPage, changed: () => void) {
    this.#fetch = fetchPage;
    this.#changed = changed;
  }

  /** The row at a place, the same object each time, or null while it is on its way. */
  row(at: number): GridRow | null {
    return this.#pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS] ?? null;
  }

  /** Makes sure that rows from `first` to `last` come, and the pages around them, first those in the way of scrolling. */
  want(first: number, last: number): void {
    const down = first >= this.#firstSeen;
    this.#firstSeen = first;
    const [from, to] = [Math.floor(Math.max(0, first) / PAGE_ROWS), Math.floor(Math.max(0, last) / PAGE_ROWS)];
    const visible = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const around = down ? [to + 1, from - 1] : [from - 1, to + 1];
    const wanted = [...visible, ...around].filter(
      (page) => page >= 0 && (page === 0 || this.nMatching === null || page * PAGE_ROWS < this.nMatching),
    );
    for (const [page, abort] of this.#waiting) if (!wanted.includes(page)) abort.abort();
    for (const page of wanted) if (!this.#pages.has(page) && !this.#waiting.has(page)) void this.#load(page);
  }

  /** Rows that may not be on screen, such as those being copied. */
  async rows(first: number, last: number): Promise<GridRow[]> {
    const found: GridRow[] = [];
    for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS <= last; page++) {
      if (!this.#pages.has(page))
        this.#keep(page, await this.#fetch(page * PAGE_ROWS, PAGE_ROWS, new AbortController().signal));
      for (let at = Math.max(first, page * PAGE_ROWS); at <= Math.min(last, (page + 1) * PAGE_ROWS - 1); at++) {
        const row = this.row(at);
        if (row) found.push(row);
      }
    }
    return found;
  }

  /** Stops waiting for anything. */
  close(): void {
    for (const abort of this.#waiting.values()) abort.abort();
  }

  async #load(page: number): Promise<void> {
    const abort = new AbortController();
    this.#waiting.set(page, abort);
    try {
      const found = await this.#fetch(page * PAGE_ROWS, PAGE_ROWS, abort.signal);
      if (abort.signal.aborted) return;
      this.#keep(page, found);
      this.error = null;
      this.#changed();
    } catch (thrown) {
      if (abort.signal.aborted) return;
      this.error = thrown;
      this.#changed();
    } finally {
      this.#waiting.delete(page);
    }
  }

  #keep(page: number, found: TablePage): void {
    const { rows, rowIndices, selected } = found;
    this.#pages.delete(page);
    this.#pages.set(
      page,
      rows.map((cells, i) => ({ cells, index: rowIndices[i] ?? found.offset + i, selected: selected?.[i] ?? null })),
    );
    this.info ??= found.info;
    this.nMatching = found.nMatching;
    const oldest = this.#pages.keys().next().value;
    if (this.#pages.size > KEPT_PAGES && oldest !== undefined) this.#pages.delete(oldest);
  }
}
