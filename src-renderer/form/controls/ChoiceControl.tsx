import { MultiSelect, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import { columnOptions, matchingColumns } from '../columns.ts';
import { useColumns, type ControlProps } from '../control.ts';
import { formText } from '../form-text.ts';

/** One of a few values, in words. */
export function ChoiceControl({
  field,
  value,
  disabled,
  id,
  describedBy,
  invalid,
  onChange,
}: ControlProps<'choice'>): ReactNode {
  const { t } = useText();
  const current = field.options.find((option) => option.value === value);
  return (
    <Select
      {...{ id, disabled }}
      aria-describedby={describedBy}
      error={invalid}
      data={field.options.map((option) => ({ value: String(option.value), label: t(option.label) }))}
      value={current ? String(current.value) : null}
      placeholder={field.nullable ? t(field.empty ?? formText.automatic) : undefined}
      clearable={field.nullable}
      clearButtonProps={{ 'aria-label': t(formText.clear) }}
      allowDeselect={false}
      rightSectionPointerEvents={field.nullable ? 'all' : 'none'}
      onChange={(chosen) =>
        onChange(field.options.find((option) => String(option.value) === chosen)?.value ?? null, 'now')
      }
    />
  );
}

/** Yes or no. */
export function BooleanControl({
  field,
  value,
  disabled,
  id,
  describedBy,
  onChange,
}: ControlProps<'boolean'>): ReactNode {
  const { t } = useText();
  const isOn = value === true;
  return (
    <div className="fd-switch">
      <Switch
        {...{ id, disabled }}
        aria-describedby={describedBy}
        aria-label={t(field.label)}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked, 'now')}
      />
      <span aria-hidden="true">{t(isOn ? formText.on : formText.off)}</span>
    </div>
  );
}

const asNames = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

/** Columns of the table at a port; none leaves the choice to the step. */
export function ColumnsControl({
  field,
  value,
  disabled,
  id,
  describedBy,
  invalid,
  onChange,
}: ControlProps<'columns'>): ReactNode {
  const { t } = useText();
  const columns = useColumns()[field.port] ?? [];
  const chosen = asNames(value);
  const shared = {
    id,
    'aria-describedby': describedBy,
    error: invalid,
    disabled,
    data: columnOptions(columns, field.types, chosen, t),
    searchable: true,
    filter: matchingColumns,
    // Coming by with the Tab key opens nothing.
    openOnFocus: false,
    nothingFoundMessage: t(columns.length === 0 ? formText.noColumns : formText.noMatch),
  };
  if (!field.many) {
    return (
      <Select
        {...shared}
        value={chosen[0] ?? null}
        placeholder={t(field.empty ?? formText.automatic)}
        clearable={field.nullable && chosen.length > 0}
        clearButtonProps={{ 'aria-label': t(formText.clear) }}
        rightSectionPointerEvents={chosen.length > 0 ? 'all' : 'none'}
        onChange={(name) => onChange(name, 'now')}
      />
    );
  }
  return (
    <MultiSelect
      {...shared}
      value={chosen}
      placeholder={chosen.length === 0 ? t(formText.allThatSuit) : undefined}
      hidePickedOptions
      clearButtonProps={{ 'aria-label': t(formText.clear) }}
      onChange={(names) => onChange(names, 'now')}
    />
  );
}
