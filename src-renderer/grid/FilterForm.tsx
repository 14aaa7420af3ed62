import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { sayNames } from '../../src-main/contract/format.ts';
import type { ColumnProfile } from '../../src-main/contract/table.ts';
import { useText } from '../i18n/i18n.tsx';
import { filterKinds, type ColumnFilter } from './filters.ts';
import type { GridColumn } from './grid-columns.ts';
import { gridText } from './grid-text.ts';

interface FilterFormProps {
  readonly column: GridColumn;
  readonly filter: ColumnFilter | null;
  /** What the column holds, for the most frequent values; null until it is known. */
  readonly profile: ColumnProfile | null;
  onApply(filter: ColumnFilter | null): void;
}

const DAY_MS = 86_400_000;

/** A day as date fields write it. */
const dayText = (epochMs: number | null): string =>
  epochMs === null ? '' : new Date(epochMs).toISOString().slice(0, 10);
const dayStart = (text: string): number | null => (text === '' ? null : Date.parse(`${text}T00:00:00Z`));

type Range = Extract<ColumnFilter, { kind: 'range' }>;

function RangeFields({
  isDate,
  value,
  onChange,
}: {
  isDate: boolean;
  value: Range;
  onChange: (range: Range) => void;
}): ReactNode {
  const { t } = useText();
  if (isDate) {
    // The last day counts to its end.
    const last = (text: string): number | null => (text === '' ? null : (dayStart(text) ?? 0) + DAY_MS - 1);
    return (
      <div className="gr-range">
        <TextInput
          type="date"
          label={t(gridText.from)}
          value={dayText(value.min)}
          onChange={(event) => onChange({ ...value, min: dayStart(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label={t(gridText.to)}
          value={dayText(value.max)}
          onChange={(event) => onChange({ ...value, max: last(event.currentTarget.value) })}
        />
      </div>
    );
  }
  const number = (given: number | string): number | null => (given === '' ? null : Number(given));
  return (
    <div className="gr-range">
      <NumberInput
        hideControls
        label={t(gridText.from)}
        value={value.min ?? ''}
        onChange={(min) => onChange({ ...value, min: number(min) })}
      />
      <NumberInput
        hideControls
        label={t(gridText.to)}
        value={value.max ?? ''}
        onChange={(max) => onChange({ ...value, max: number(max) })}
      />
    </div>
  );
}

function ValueFields({
  column,
  profile,
  values,
  onChange,
}: {
  column: GridColumn;
  profile: ColumnProfile | null;
  values: readonly (string | number | boolean)[];
  onChange: (values: (string | number | boolean)[]) => void;
}): ReactNode {
  const { t, locale } = useText();
  const isBoolean = column.info.type === 'boolean';
  const { words } = column.info;
  const called = (value: string): string => (words ? sayNames(value, words, locale) : value);
  const frequent = isBoolean ? ['true', 'false'] : (profile?.topValues ?? []).map(({ value }) => value);
  const chosen = values.map(String);
  const typed = chosen.filter((value) => !frequent.includes(value));
  const made = (list: readonly string[]): (string | boolean)[] =>
    isBoolean ? list.map((value) => value === 'true') : [...list];
  const toggle = (value: string): void =>
    onChange(made(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]));
  return (
    <>
      <div className="gr-values">
        {frequent.map((value) => (
          <Checkbox
            key={value}
            size="xs"
            label={isBoolean ? t(value === 'true' ? gridText.yes : gridText.no) : called(value)}
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
          />
        ))}
      </div>
      {!isBoolean && (
        <Textarea
          label={t(gridText.otherValues)}
          autosize
          minRows={1}
          maxRows={5}
          value={typed.join('\n')}
          onChange={(event) => {
            const lines = event.currentTarget.value.split('\n');
            onChange([...chosen.filter((value) => frequent.includes(value)), ...lines]);
          }}
        />
      )}
    </>
  );
}

const EMPTY: Readonly<Record<ColumnFilter['kind'], ColumnFilter>> = {
  range: { kind: 'range', min: null, max: null },
  contains: { kind: 'contains', text: '' },
  values: { kind: 'values', values: [] },
  missing: { kind: 'missing' },
  present: { kind: 'present' },
};

/** What a person asks of one column. */
export function FilterForm({ column, filter, profile, onApply }: FilterFormProps): ReactNode {
  const { t } = useText();
  const kinds = filterKinds(column.info);
  const [draft, setDraft] = useState<ColumnFilter>(filter ?? EMPTY[kinds[0]!]);
  const apply = (): void =>
    onApply(draft.kind === 'values' ? { ...draft, values: draft.values.filter((value) => value !== '') } : draft);
  return (
    <form
      className="gr-filter"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <NativeSelect
        label={t(gridText.condition)}
        data={kinds.map((kind) => ({ value: kind, label: t(gridText[kind]) }))}
        value={draft.kind}
        onChange={(event) => setDraft(EMPTY[event.currentTarget.value as ColumnFilter['kind']])}
      />
      {draft.kind === 'range' && <RangeFields isDate={column.info.type === 'date'} value={draft} onChange={setDraft} />}
      {draft.kind === 'contains' && (
        <TextInput
          data-autofocus
          label={t(gridText.text)}
          value={draft.text}
          onChange={(event) => setDraft({ kind: 'contains', text: event.currentTarget.value })}
        />
      )}
      {draft.kind === 'values' && (
        <ValueFields
          column={column}
          profile={profile}
          values={draft.values}
          onChange={(values) => setDraft({ kind: 'values', values })}
        />
      )}
      <div className="gr-buttons">
        {filter && (
          <Button variant="subtle" color="gray" onClick={() => onApply(null)}>
            {t(gridText.remove)}
          </Button>
        )}
        <Button type="submit">{t(gridText.apply)}</Button>
      </div>
    </form>
  );
}
