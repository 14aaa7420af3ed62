import type { ReactNode } from 'react';
import { formatCell } from '../../../src-main/contract/format.ts';
import type { ImportPlan, ImportPreview } from '../../../src-main/contract/import.ts';
import { useText } from '../../i18n/i18n.tsx';
import { importText } from '../data-text.ts';
import { rejectNames, roleNames } from '../vocabulary.ts';

/** Columns and rows of the preview that are drawn. */
const SHOWN_COLUMNS = 60;
const SHOWN_ROWS = 40;
const SHOWN_REJECTS = 8;

/** The first rows as they would be imported, and those that would be kept apart. */
export function PreviewTable({ preview, plan }: { preview: ImportPreview; plan: ImportPlan }): ReactNode {
  const { locale, t } = useText();
  const columns = plan.columns.filter(({ include }) => include).slice(0, SHOWN_COLUMNS);
  const look = (type: string): string | undefined => (type === 'number' || type === 'date' ? 'is-number' : undefined);
  return (
    <>
      <div className="im-preview" role="region" tabIndex={0} aria-label={t(importText.preview)}>
        <table>
          <thead>
            <tr>
              {columns.map(({ source, name, type, role }) => (
                <th key={source} scope="col" className={look(type)}>
                  {name}
                  <span className="im-role">{role ? t(roleNames[role]) : '\u00a0'}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody translate="no">
            {preview.rows.slice(0, SHOWN_ROWS).map((row, at) => (
              <tr key={at}>
                {columns.map((column, i) => (
                  <td
                    key={column.source}
                    className={look(column.type)}
                    title={typeof row[i] === 'string' ? row[i] : undefined}
                  >
                    {formatCell(row[i] ?? null, column, plan.currency, locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.rejects.length > 0 && (
        <div
          className="im-rejects"
          role="region"
          tabIndex={0}
          aria-label={t(importText.apart, { n: preview.rejects.length })}
        >
          <b>{t(importText.apart, { n: preview.rejects.length })}</b>
          <ul>
            {preview.rejects.slice(0, SHOWN_REJECTS).map(({ line, reason, column, text }) => (
              <li key={`${line}-${column}`}>
                {t(column === '' ? importText.apartLine : importText.apartIn, {
                  line,
                  column,
                  reason: rejectNames[reason],
                })}{' '}
                <code>{text.slice(0, 80)}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
