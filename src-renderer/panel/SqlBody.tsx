import { Button, Textarea, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useText } from '../i18n/i18n.tsx';
import { runPanel } from './actions.ts';
import { editPanel } from './edits.ts';
import { panelText } from './panel-text.ts';
import { placeOfError } from './sql-error.ts';
import { sqlText } from './sql-text.ts';
import { useSqlTables } from './use-sql-tables.ts';

/** Tables named below a query at most; the tree has all. */
const MOST_TABLES = 16;

/** A query of a person's own over the tables of the project. */
export function SqlBody({ view }: { view: PanelView }): ReactNode {
  const { t } = useText();
  const { panel, error } = view;
  const box = useRef<HTMLTextAreaElement>(null);
  const tables = useSqlTables();
  const detail = error?.code === 'sql-error' ? error.values.detail : null;
  const place = typeof detail === 'string' ? placeOfError(detail, panel.body) : null;
  const select = (start: number, end: number): void => {
    box.current?.focus();
    box.current?.setSelectionRange(start, end);
  };
  const insert = (name: string): void => {
    const element = box.current;
    if (!element) return;
    const { selectionStart: start, selectionEnd: end } = element;
    const body = panel.body.slice(0, start) + name + panel.body.slice(end);
    editPanel(panel.id, { body }, 'soon');
    requestAnimationFrame(() => select(start + name.length, start + name.length));
  };
  return (
    <div className="pn-sql">
      <Textarea
        ref={box}
        classNames={{ input: 'pn-sql-box' }}
        aria-label={t(sqlText.query)}
        aria-description={t(sqlText.keys)}
        aria-invalid={place !== null}
        autosize
        minRows={3}
        maxRows={24}
        spellCheck={false}
        disabled={panel.disabled}
        placeholder={t(sqlText.placeholder)}
        value={panel.body}
        onChange={(event) => editPanel(panel.id, { body: event.currentTarget.value }, 'soon')}
      />
      <div className="pn-sql-foot">
        <div className="pn-tables" role="group" aria-label={t(sqlText.tables)}>
          {tables.length === 0 && <span className="pn-hint">{t(sqlText.noTables)}</span>}
          {tables.slice(0, MOST_TABLES).map(({ name, columns }) => (
            <Tooltip key={name} label={columns.join(', ')} disabled={columns.length === 0} multiline maw={360}>
              <button
                type="button"
                className="pn-tablename"
                aria-label={t(sqlText.insert, { name })}
                // The caret stays where it is.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => insert(name)}
              >
                {name}
              </button>
            </Tooltip>
          ))}
        </div>
        {place && (
          <Button variant="subtle" className="pn-danger" onClick={() => select(place.start, place.end)}>
            {t(sqlText.at, { line: place.line, column: place.column })} · {t(sqlText.show)}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={14} stroke={1.8} />}
          disabled={panel.disabled || panel.body.trim() === ''}
          onClick={() => runPanel(panel.id)}
        >
          {t(panelText.run)}
        </Button>
      </div>
    </div>
  );
}
