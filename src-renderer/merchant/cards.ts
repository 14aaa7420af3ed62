import type { AnswerTable } from '../../src-main/contract/answer.ts';
import { formatCell } from '../../src-main/contract/format.ts';
import type { Cell } from '../../src-main/contract/table.ts';
import type { Locale, Text } from '../../src-main/contract/text.ts';

/** One product, as a person at the table reads it. */
export interface ProductCard {
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
      name: [cells[name], cells[id]].find((cell) => typeof cell === 'string') ?? '',
      reason: isText(because) ? because : null,
      match: Number.isNaN(given) || best <= least ? null : (given - least) / (best - least),
      facts: columns.flatMap((column, i) => {
        const cell = cells[i];
        if (APART.has(column.name) || cell === null || cell === undefined || isText(cell) || !column.label) return [];
        return [{ label: column.label, value: formatCell(cell, column, null, locale) }];
      }),
    };
  });
}
