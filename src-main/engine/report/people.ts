import type { Figure } from '../../contract/figure.ts';
import { personalRoles, type Cell, type ColumnRole, type TableInfo } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';
import { reportText } from './report-text.ts';

/** A report without ids has none of the columns that say who someone is; customers are numbered instead. */
const isHidden = (role: ColumnRole): boolean => role !== 'customerId' && personalRoles.includes(role);

/** How people are named in a report. */
export interface People {
  /** Whether a column may stand in the report at all. */
  shows(column: TableInfo['columns'][number]): boolean;
  /** A cell as it may be shown. */
  cell(value: Cell, column: TableInfo['columns'][number]): Cell | { readonly text: Text; readonly n: number };
  /** A figure as it may be shown: its labels name no customer. */
  figure(figure: Figure): Figure;
  /** Whether anyone was numbered. */
  readonly numbered: () => boolean;
}

/** Ids as they are, or numbers in the order of appearance: one customer has one number throughout a report. */
export function namePeople(includeIds: boolean): People {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const known = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, known);
    return known;
  };
  return {
    shows: ({ role }) => includeIds || role === null || !isHidden(role),
    cell: (value, { role }) =>
      includeIds || role !== 'customerId' || value === null
        ? value
        : { text: reportText.customer, n: numberOf(String(value)) },
    figure(figure) {
      if (includeIds || figure.kind !== 'bars' || figure.select?.column !== 'customer_id') return figure;
      const categories = figure.select.values.map((id) => ({
        code: 'customer',
        text: reportText.customer,
        values: { n: numberOf(String(id)) },
      }));
      return { ...figure, categories, select: undefined };
    },
    numbered: () => numbers.size > 0,
  };
}
