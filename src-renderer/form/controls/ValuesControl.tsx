import { JsonInput, TagsInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import type { ControlProps } from '../control.ts';
import { formText } from '../form-text.ts';

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Words of any kind, each entered by itself. */
export function TextsControl({
  field,
  value,
  disabled,
  id,
  describedBy,
  invalid,
  onChange,
}: ControlProps<'texts'>): ReactNode {
  const { t } = useText();
  const values = asTexts(value);
  return (
    <TagsInput
      size="xs"
      {...{ id, disabled }}
      aria-describedby={describedBy}
      error={invalid}
      value={values}
      maxTags={field.most ?? undefined}
      placeholder={values.length === 0 ? t(formText.addValue) : undefined}
      comboboxProps={{ shadow: 'none' }}
      onChange={(given) => onChange(given, 'now')}
    />
  );
}

const parseNumbers = (text: string): number[] | null => {
  const words = text.split(/[\s,;，；、]+/).filter((word) => word !== '');
  const numbers = words.map(Number);
  return numbers.every(Number.isFinite) ? numbers : null;
};

/** Numbers in a row. */
export function NumbersControl({
  value,
  disabled,
  id,
  describedBy,
  invalid,
  onChange,
}: ControlProps<'numbers'>): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && parseNumbers(draft) === null;
  return (
    <TextInput
      {...{ id, disabled }}
      aria-describedby={describedBy}
      error={isWrong ? t(formText.notNumbers) : invalid}
      value={draft ?? asTexts(value).join(', ')}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        const numbers = parseNumbers(text);
        if (numbers) onChange(numbers, 'soon');
      }}
      onBlur={() => !isWrong && setDraft(null)}
    />
  );
}

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** What no other control can edit. */
export function JsonControl({
  value,
  disabled,
  id,
  describedBy,
  invalid,
  onChange,
}: Omit<ControlProps<'json'>, 'field'>): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && parseJson(draft) === null;
  return (
    <JsonInput
      {...{ id, disabled }}
      aria-describedby={describedBy}
      size="xs"
      autosize
      minRows={2}
      maxRows={12}
      error={isWrong ? t(formText.notJson) : invalid}
      value={draft ?? JSON.stringify(value ?? null, null, 1)}
      onChange={(text) => {
        setDraft(text);
        const parsed = parseJson(text);
        if (parsed) onChange(parsed.value, 'soon');
      }}
      onBlur={() => !isWrong && setDraft(null)}
    />
  );
}
