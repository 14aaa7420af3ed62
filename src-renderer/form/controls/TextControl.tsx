import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ControlProps } from '../control.ts';

/** One line or several. */
export function TextControl(props: ControlProps<'text'>): ReactNode {
  const { field, value, disabled, id, describedBy, invalid, onChange } = props;
  const shared = {
    id,
    disabled,
    'aria-describedby': describedBy,
    error: invalid,
    value: typeof value === 'string' ? value : '',
    maxLength: field.maxLength ?? undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const text = event.currentTarget.value;
      onChange(text === '' && field.nullable ? null : text, 'soon');
    },
  };
  return field.multiline ? <Textarea {...shared} autosize minRows={3} maxRows={14} /> : <TextInput {...shared} />;
}

/** A day as date fields write it. */
const dayOf = (value: unknown): string => (typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : '');

/** A day; empty lets the step choose. */
export function DateControl({ value, disabled, id, describedBy, invalid, onChange }: ControlProps<'date'>): ReactNode {
  return (
    <TextInput
      type="date"
      {...{ id, disabled }}
      aria-describedby={describedBy}
      error={invalid}
      value={dayOf(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text === '' ? null : Date.parse(`${text}T00:00:00Z`), 'soon');
      }}
    />
  );
}
