import type { AnswerTable } from '../../src-main/contract/answer.ts';
import { formatCell } from '../../src-main/contract/format.ts';
import type { Cell } from '../../src-main/contract/table.ts';
import { formatDate, type Locale, type Text } from '../../src-main/contract/text.ts';

/** One product, as a person at the table reads it. */
export interface ProductCard {
  readonly id: string;
  readonly name: string;
  /** Why it is shown, where the model says so. */
  readonly reason: Text | null;
  /** How well it fits beside the best of the list, from 0 to 1; null where the list has no scores. */
  readonly match: number | null;
  /** What else is known, such as “3 orders”: a label and a value each. */
  readonly facts: readonly { readonly label: Text; readonly value: string }[];
}

/** Columns that say nothing to a merchant, or that stand elsewhere on the card. */
const APART = new Set(['rank', 'item_id', 'item_name', 'score', 'reason', 'model']);

const isText = (cell: Cell | Text | undefined): cell is Text => typeof cell === 'object' && cell !== null;

/** An id as it stands in a cell; empty where there is none. */
export const idOf = (cell: Cell | Text | undefined): string =>
  cell === null || cell === undefined || isText(cell) ? '' : String(cell);

/** The rows of an answer as cards: no ids where there are names, and no scores but how well each fits. */
export function cardsOf({ columns, rows }: AnswerTable, locale: Locale): ProductCard[] {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const [id, name, score, reason] = [at('item_id'), at('item_name'), at('score'), at('reason')];
  const scores = rows.map((cells) => Number(cells[score] ?? NaN));
  const best = Math.max(...scores.filter((value) => !Number.isNaN(value)));
  const least = Math.min(0, ...scores.filter((value) => !Number.isNaN(value)));
  return rows.map((cells, row) => {
    const given = scores[row] ?? NaN;
    const because = cells[reason];
    return {
      id: idOf(cells[id]),
      name: [cells[name], cells[id]].find((cell) => typeof cell === 'string') ?? '',
      reason: isText(because) ? because : null,
      match: Number.isNaN(given) || best <= least ? null : (given - least) / (best - least),
      facts: columns.flatMap((column, i) => {
        const cell = cells[i];
        if (APART.has(column.name) || cell === null || cell === undefined || isText(cell) || !column.label) return [];
        // The hour of a purchase is nothing to talk about.
        const value =
          column.type === 'date' ? formatDate(Number(cell), locale) : formatCell(cell, column, null, locale);
        return [{ label: column.label, value }];
      }),
    };
  });
}
