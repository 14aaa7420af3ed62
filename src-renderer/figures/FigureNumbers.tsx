import { useMemo, type ReactNode } from 'react';
import { figureTable, formatFigureCell } from '../../src-main/contract/figure-table.ts';
import type { Figure, ScatterPoints } from '../../src-main/contract/figure.ts';
import { formatLabel } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { figureText } from './figure-text.ts';

/** Rows that are shown at once; figures rarely have more, and CSV has them all. */
const SHOWN_ROWS = 500;

/** The numbers behind a figure, as a table. */
export function FigureNumbers({ figure, points }: { figure: Figure; points: ScatterPoints | null }): ReactNode {
  const { locale, t } = useText();
  const { columns, rows } = useMemo(() => figureTable(figure, points), [figure, points]);
  const shown = rows.slice(0, SHOWN_ROWS);
  const look = (i: number): string | undefined => (columns[i]?.type === 'text' ? 'is-text' : undefined);
  return (
    <>
      <div className="fg-table" role="region" tabIndex={0} aria-label={formatLabel(figure.title, locale)}>
        <table>
          <thead>
            <tr>
              {columns.map(({ label }, i) => (
                <th key={i} scope="col" className={look(i)}>
                  {formatLabel(label, locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr key={at}>
                {row.map((cell, i) => (
                  <td key={i} className={look(i)}>
                    {formatFigureCell(cell, columns[i]!, figure.currency ?? null, locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p className="fg-note">{t(figureText.firstRows, { shown: shown.length, rows: rows.length })}</p>
      )}
    </>
  );
}
