import { ActionIcon, Checkbox, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconHelp } from '@tabler/icons-react';
import { memo, useState, type ReactNode } from 'react';
import {
  dateOrders,
  type ColumnEvidence,
  type ImportColumn,
  type ImportPreview,
} from '../../../src-main/contract/import.ts';
import { columnRoles, columnTypes, units, type ColumnRole, type Unit } from '../../../src-main/contract/table.ts';
import { useText } from '../../i18n/i18n.tsx';
import { importText, dataText } from '../data-text.ts';
import { dateOrderNames, roleNames, typeNames, unitNames } from '../vocabulary.ts';
import { typeChange } from './import-state.ts';
import { WordsField } from './ReadingQuestion.tsx';

/** Columns that are listed; beyond, the proposal stands and the column page corrects it. */
const LISTED = 200;
const SURE = 0.6;

type Say = (source: string, said: Partial<ImportColumn>) => void;

/** What is rarely corrected of a column. */
function MoreSettings({ column, onSay }: { column: ImportColumn; onSay: Say }): ReactNode {
  const { t } = useText();
  const say = (said: Partial<ImportColumn>): void => onSay(column.source, said);
  return (
    <div className="im-fields">
      {column.type === 'date' && (
        <NativeSelect
          label={t(importText.dateOrder)}
          data={dateOrders.map((value) => ({ value, label: t(dateOrderNames[value]) }))}
          value={column.dateOrder ?? 'ymd'}
          onChange={(event) => say({ dateOrder: event.currentTarget.value as ImportColumn['dateOrder'] })}
        />
      )}
      {column.type === 'number' && (
        <>
          <NativeSelect
            label={t(dataText.unit)}
            data={[
              { value: '', label: t(dataText.noUnit) },
              ...units.map((value) => ({ value, label: t(unitNames[value]) })),
            ]}
            value={column.unit ?? ''}
            onChange={(event) =>
              say({ unit: event.currentTarget.value === '' ? null : (event.currentTarget.value as Unit) })
            }
          />
          <NativeSelect
            label={t(importText.decimal)}
            data={[{ value: '', label: t(importText.asFile) }, '.', ',']}
            value={column.decimal ?? ''}
            onChange={(event) =>
              say({ decimal: event.currentTarget.value === '' ? null : (event.currentTarget.value as '.' | ',') })
            }
          />
        </>
      )}
      <WordsField
        label={t(importText.columnMissing)}
        placeholder={t(importText.asFile)}
        words={column.missingWords ?? []}
        onWords={(words) => say({ missingWords: words.length > 0 ? words : null })}
      />
    </div>
  );
}

/** A column's new name; it counts once one leaves the field. */
function NameField({ column, onSay }: { column: ImportColumn; onSay: Say }): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    const name = draft?.trim() ?? '';
    if (name !== '' && name !== column.name) onSay(column.source, { name });
    setDraft(null);
  };
  return (
    <TextInput
      aria-label={t(importText.nameOf, { column: column.source })}
      value={draft ?? column.name}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

const ColumnLine = memo(function ColumnLine({
  column,
  evidence,
  onSay,
}: {
  column: ImportColumn;
  evidence: ColumnEvidence | undefined;
  onSay: Say;
}): ReactNode {
  const { t, label } = useText();
  const names = { column: column.name };
  const unsure = column.role !== null && evidence !== undefined && evidence.confidence < SURE;
  const why = [evidence?.typeReason, evidence?.roleReason]
    .flatMap((reason) => (reason ? [label(reason)] : []))
    .join(' ');
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr className={column.include ? undefined : 'is-out'}>
        <td>
          <Checkbox
            size="xs"
            aria-label={t(importText.use, names)}
            checked={column.include}
            onChange={(event) => onSay(column.source, { include: event.currentTarget.checked })}
          />
        </td>
        <td>
          <NameField column={column} onSay={onSay} />
        </td>
        <td className="im-examples" translate="no" title={evidence?.examples.join('\n')}>
          {evidence?.examples.slice(0, 3).join(' · ')}
        </td>
        <td>
          <NativeSelect
            aria-label={t(importText.typeOf, names)}
            data={columnTypes.map((value) => ({ value, label: t(typeNames[value]) }))}
            value={column.type}
            onChange={(event) =>
              onSay(column.source, typeChange(column, event.currentTarget.value as ImportColumn['type']))
            }
          />
        </td>
        <td>
          <NativeSelect
            aria-label={t(importText.roleOf, names)}
            data={[
              { value: '', label: t(dataText.noRole) },
              ...columnRoles.map((value) => ({ value, label: t(roleNames[value]) })),
            ]}
            value={column.role ?? ''}
            onChange={(event) =>
              onSay(column.source, {
                role: event.currentTarget.value === '' ? null : (event.currentTarget.value as ColumnRole),
              })
            }
          />
          {unsure && <span className="im-unsure">{t(importText.unsure)}</span>}
        </td>
        <td className="im-end">
          <div>
            {why !== '' && (
              <Tooltip label={why} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
                <span tabIndex={0} role="img" aria-label={why} className="im-why">
                  <IconHelp size={15} stroke={1.6} />
                </span>
              </Tooltip>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-expanded={open}
              aria-label={t(importText.more, names)}
              onClick={() => setOpen(!open)}
            >
              {open ? <IconChevronUp size={16} stroke={1.6} /> : <IconChevronDown size={16} stroke={1.6} />}
            </ActionIcon>
          </div>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6} className="im-details">
            <MoreSettings column={column} onSay={onSay} />
          </td>
        </tr>
      )}
    </>
  );
});

/** What each column is taken for, to be corrected. */
export function ColumnsQuestion({ preview, onSay }: { preview: ImportPreview; onSay: Say }): ReactNode {
  const { t } = useText();
  const { columns } = preview.plan;
  return (
    <>
      <table className="im-columns">
        <thead>
          <tr>
            <td />
            <th scope="col">{t(dataText.column)}</th>
            <th scope="col" className="im-examples">
              {t(importText.examples)}
            </th>
            <th scope="col">{t(dataText.type)}</th>
            <th scope="col">{t(dataText.role)}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {columns.slice(0, LISTED).map((column, i) => (
            <ColumnLine key={column.source} column={column} evidence={preview.columns[i]} onSay={onSay} />
          ))}
        </tbody>
      </table>
      {columns.length > LISTED && (
        <p className="im-hint">{t(importText.moreColumns, { n: columns.length - LISTED })}</p>
      )}
    </>
  );
}
