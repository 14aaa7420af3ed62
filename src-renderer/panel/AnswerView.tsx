import type { ReactNode } from 'react';
import type { Answer, AnswerTable } from '../../src-main/contract/answer.ts';
import { columnDigits, formatCell } from '../../src-main/contract/format.ts';
import type { Cell } from '../../src-main/contract/table.ts';
import { LiveFigure } from '../figures/LiveFigure.tsx';
import { COVERED, useCover } from '../app/demo.ts';
import { useText } from '../i18n/i18n.tsx';
import { ItemPicture } from '../items/ItemPicture.tsx';
import { useItems } from '../items/use-items.ts';
import { idOf } from '../merchant/cards.ts';
import { askText } from './ask-text.ts';

/** What a question was answered with: sentences, small tables, figures. */
export function AnswerView({ answer }: { answer: Answer }): ReactNode {
  const { t, label } = useText();
  const { messages, tables, figures = [] } = answer;
  if (messages.length + tables.length + figures.length === 0) return <p className="pn-hint">{t(askText.nothing)}</p>;
  return (
    <>
      {messages.map((message, i) => (
        <p key={i} className="pn-said">
          {label(message)}
        </p>
      ))}
      <div className="pn-answers">
        {tables.map((table, i) => (
          <SmallTable key={i} table={table} />
        ))}
        {figures.map((figure, i) => (
          <LiveFigure key={i} figure={figure} />
        ))}
      </div>
    </>
  );
}

type AnswerCell = AnswerTable['rows'][number][number];

/** A cell without words in two languages. */
const plainCell = (cell: AnswerCell | undefined): Cell => (typeof cell === 'object' ? null : (cell ?? null));

function SmallTable({ table }: { table: AnswerTable }): ReactNode {
  const { t, locale } = useText();
  const isCovered = useCover();
  const place = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [id, name] = [place('item_id'), place('item_name')];
  const ids = id < 0 ? [] : table.rows.map((cells) => idOf(cells[id]));
  const items = useItems(ids);
  const currency = ids.map((item) => items.factsOf(item)?.currency).find(Boolean) ?? null;
  const digits = table.columns.map((column, at) =>
    columnDigits(
      column,
      table.rows.map((cells) => plainCell(cells[at])),
    ),
  );
  const isNumber = (at: number): boolean => table.columns[at]?.type === 'number';
  const words = (cell: AnswerCell, at: number): string => {
    if (cell !== null && isCovered(table.columns[at]?.role ?? null)) return COVERED;
    if (typeof cell === 'object' && cell !== null) return t(cell);
    return formatCell(cell, table.columns[at] ?? { type: 'text', unit: null }, currency, locale, digits[at]);
  };
  return (
    <div className="pn-small scroll" tabIndex={0} role="region" aria-label={t(table.title)}>
      <table>
        <caption>{t(table.title)}</caption>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={column.name} scope="col" className={isNumber(at) ? 'is-number' : undefined}>
                {column.label ? t(column.label) : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => (
                <td
                  key={at}
                  className={isNumber(at) ? 'is-number' : typeof cell === 'object' && cell ? 'is-words' : undefined}
                >
                  {at === (name < 0 ? id : name) ? (
                    <span className="it-named">
                      <ItemPicture item={ids[row] ?? ''} items={items} />
                      <span>{words(cell, at)}</span>
                    </span>
                  ) : (
                    words(cell, at)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length === 0 && <p className="pn-hint">{t(askText.noRows)}</p>}
    </div>
  );
}
