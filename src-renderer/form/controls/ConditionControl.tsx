import { Button, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Predicate } from '../../../src-main/contract/table.ts';
import { filterKinds, type ColumnFilter } from '../../grid/filters.ts';
import { gridText } from '../../grid/grid-text.ts';
import { useText } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { columnOptions, matchingColumns } from '../columns.ts';
import { conditionOf, predicateOf, type Condition, type ConditionRow } from '../condition.ts';
import { useColumns, type ControlProps, type PortColumn, type When } from '../control.ts';
import { formText } from '../form-text.ts';
import { JsonControl } from './ValuesControl.tsx';

const EMPTY: Readonly<Record<ColumnFilter['kind'], ColumnFilter>> = {
  range: { kind: 'range', min: null, max: null },
  contains: { kind: 'contains', text: '' },
  values: { kind: 'values', values: [] },
  missing: { kind: 'missing' },
  present: { kind: 'present' },
};

const typeOf = (columns: readonly PortColumn[], name: string): 'number' | 'date' | 'boolean' | 'text' => {
  const type = columns.find((column) => column.name === name)?.type;
  return type === 'number' || type === 'date' || type === 'boolean' ? type : 'text';
};

const dayText = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().slice(0, 10));
const DAY_MS = 86_400_000;

/** Which rows of a table are meant: tests of its columns, all or any of which must hold. */
export function ConditionControl(props: ControlProps<'condition'>): ReactNode {
  const { value, disabled, onChange } = props;
  const { t } = useText();
  const columns = Object.values(useColumns()).flat();
  // Rows that do not ask for anything yet are no part of the condition, and stay while it is edited.
  const [draft, setDraft] = useState<{ condition: Condition; made: string } | null>(null);
  const stored = JSON.stringify(value ?? null);
  const condition = draft?.made === stored ? draft.condition : conditionOf((value ?? null) as Predicate | null);
  if (!condition) {
    return (
      <>
        <p className="fd-hint">{t(formText.complex)}</p>
        <JsonControl {...props} />
      </>
    );
  }
  const edit = (next: Condition, when: When): void => {
    const predicate = predicateOf(next);
    setDraft({ condition: next, made: JSON.stringify(predicate) });
    if (JSON.stringify(predicate) !== stored) onChange(predicate, when);
  };
  const { rows } = condition;
  const setRow = (at: number, row: ConditionRow, when: When): void =>
    edit({ ...condition, rows: rows.map((before, i) => (i === at ? row : before)) }, when);
  const addRow = (): void => {
    const column = columns[0]?.name ?? '';
    const kind = filterKinds({ type: typeOf(columns, column) })[0]!;
    edit({ ...condition, rows: [...rows, { column, filter: EMPTY[kind] }] }, 'now');
  };
  return (
    <div className="fd-condition" id={props.id} role="group" aria-describedby={props.describedBy}>
      {rows.length === 0 && <p className="fd-hint">{t(formText.everyRow)}</p>}
      {rows.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={t(formText.join)}
          disabled={disabled}
          data={[
            { value: 'and', label: t(formText.all) },
            { value: 'or', label: t(formText.any) },
          ]}
          value={condition.join}
          onChange={(event) => edit({ ...condition, join: event.currentTarget.value as 'and' | 'or' }, 'now')}
        />
      )}
      {rows.map((row, at) => (
        <div className="fd-test" key={at}>
          <TestFields {...{ row, columns, disabled }} onChange={(next, when) => setRow(at, next, when)} />
          <IconButton
            label={t(formText.removeCondition, { n: at + 1 })}
            icon={<IconX size={14} stroke={1.8} />}
            disabled={disabled}
            onClick={() => edit({ ...condition, rows: rows.filter((_, i) => i !== at) }, 'now')}
          />
        </div>
      ))}
      <Button variant="subtle" leftSection={<IconPlus size={14} stroke={1.8} />} disabled={disabled} onClick={addRow}>
        {t(formText.addCondition)}
      </Button>
    </div>
  );
}

interface TestProps {
  readonly row: ConditionRow;
  readonly columns: readonly PortColumn[];
  readonly disabled: boolean;
  onChange(row: ConditionRow, when: When): void;
}

function TestFields({ row, columns, disabled, onChange }: TestProps): ReactNode {
  const { t } = useText();
  const { column, filter } = row;
  const type = typeOf(columns, column);
  const choose = (name: string | null): void => {
    const kinds = filterKinds({ type: typeOf(columns, name ?? '') });
    onChange({ column: name ?? '', filter: kinds.includes(filter.kind) ? filter : EMPTY[kinds[0]!] }, 'now');
  };
  return (
    <>
      <Select
        className="fd-w-m"
        aria-label={t(formText.column)}
        searchable
        openOnFocus={false}
        filter={matchingColumns}
        nothingFoundMessage={t(formText.noMatch)}
        disabled={disabled}
        data={columnOptions(columns, null, column === '' ? [] : [column], t)}
        value={column === '' ? null : column}
        onChange={choose}
      />
      <NativeSelect
        size="xs"
        aria-label={t(formText.test)}
        disabled={disabled}
        data={filterKinds({ type }).map((kind) => ({ value: kind, label: t(gridText[kind]) }))}
        value={filter.kind}
        onChange={(event) =>
          onChange({ column, filter: EMPTY[event.currentTarget.value as ColumnFilter['kind']] }, 'now')
        }
      />
      <FilterFields
        {...{ filter, type, disabled }}
        onChange={(next, when) => onChange({ column, filter: next }, when)}
      />
    </>
  );
}

interface FilterFieldsProps {
  readonly filter: ColumnFilter;
  readonly type: 'number' | 'date' | 'boolean' | 'text';
  readonly disabled: boolean;
  onChange(filter: ColumnFilter, when: When): void;
}

function FilterFields({ filter, type, disabled, onChange }: FilterFieldsProps): ReactNode {
  const { t } = useText();
  if (filter.kind === 'contains') {
    return (
      <TextInput
        aria-label={t(gridText.text)}
        disabled={disabled}
        value={filter.text}
        onChange={(event) => onChange({ kind: 'contains', text: event.currentTarget.value }, 'soon')}
      />
    );
  }
  if (filter.kind === 'values') {
    const convert = (text: string): string | number | boolean =>
      type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text;
    return (
      <TagsInput
        size="xs"
        className="fd-w-l"
        aria-label={t(gridText.values)}
        disabled={disabled}
        data={type === 'boolean' ? ['true', 'false'] : []}
        comboboxProps={{ shadow: 'none' }}
        placeholder={filter.values.length === 0 ? t(formText.addValue) : undefined}
        value={filter.values.map(String)}
        onChange={(values) => onChange({ kind: 'values', values: values.map(convert) }, 'now')}
      />
    );
  }
  if (filter.kind !== 'range') return null;
  return (['min', 'max'] as const).map((end) => {
    const label = t(end === 'min' ? gridText.from : gridText.to);
    if (type === 'date') {
      return (
        <TextInput
          key={end}
          type="date"
          aria-label={label}
          disabled={disabled}
          value={dayText(filter[end])}
          onChange={(event) => {
            const text = event.currentTarget.value;
            const start = text === '' ? null : Date.parse(`${text}T00:00:00Z`);
            // The last day counts to its end.
            onChange({ ...filter, [end]: start !== null && end === 'max' ? start + DAY_MS - 1 : start }, 'soon');
          }}
        />
      );
    }
    return (
      <NumberInput
        key={end}
        className="fd-w-s"
        aria-label={label}
        placeholder={label}
        hideControls
        disabled={disabled}
        value={filter[end] ?? ''}
        onChange={(given) => onChange({ ...filter, [end]: given === '' ? null : Number(given) }, 'soon')}
      />
    );
  });
}
