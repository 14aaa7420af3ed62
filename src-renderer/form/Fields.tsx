import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRotate2 } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import type { AnyControlProps, FieldsProps, InnerParts, WhenMoving } from './control.ts';
import { BooleanControl, ChoiceControl, ColumnsControl } from './controls/ChoiceControl.tsx';
import { ConditionControl } from './controls/ConditionControl.tsx';
import { ListControl, ObjectControl, VariantControl } from './controls/ListControl.tsx';
import { NumberControl } from './controls/NumberControl.tsx';
import { DateControl, TextControl } from './controls/TextControl.tsx';
import { TreeControl } from './controls/TreeControl.tsx';
import { JsonControl, NumbersControl, TextsControl } from './controls/ValuesControl.tsx';
import { sameValue, type Field } from './fields.ts';
import { formText } from './form-text.ts';
import { sayValue } from './say-value.ts';

/** Fields in a row that wraps, with what stands before and after them in it. */
export function Fields({
  fields,
  values,
  disabled,
  marks = false,
  errors = {},
  before,
  after,
  onChange,
}: FieldsProps): ReactNode {
  return (
    <div className="fd-row">
      {before}
      {fields.map((field) => (
        <FieldFrame
          key={field.name}
          {...{ field, disabled, marks }}
          value={values[field.name]}
          error={errors[field.name] ?? null}
          onChange={(value, when) => onChange(field, value, when)}
        />
      ))}
      {after}
    </div>
  );
}

/** How much room the control of a field takes. */
function widthOf(field: Field): string {
  switch (field.kind) {
    case 'number':
      return field.slider ? 'fd-w-m' : 'fd-w-s';
    case 'boolean':
      return 'fd-w-auto';
    case 'choice':
    case 'date':
      return 'fd-w-m';
    case 'text':
      return field.multiline ? 'fd-w-all' : 'fd-w-m';
    case 'columns':
      return field.many ? 'fd-w-l' : 'fd-w-m';
    case 'texts':
    case 'numbers':
      return 'fd-w-l';
    case 'condition':
    case 'object':
    case 'list':
    case 'tree':
    case 'variant':
    case 'json':
      return 'fd-w-all';
  }
}

interface FieldFrameProps {
  readonly field: Field;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly marks: boolean;
  readonly error: string | null;
  onChange(value: unknown, when: WhenMoving): void;
}

/** A field with its label, its help, whether it was changed, and what is wrong with it. */
function FieldFrame({ field, value, disabled, marks, error, onChange }: FieldFrameProps): ReactNode {
  const { t, locale } = useText();
  const id = useId();
  const shown = value === undefined ? field.preset : value;
  const isChanged = marks && value !== undefined && !sameValue(value, field.preset);
  const help = field.help ? t(field.help) : null;
  const label = t(field.label);
  const words = sayValue(field, field.preset, locale);
  const reset =
    words === '' ? t(formText.resetPlain, { field: label }) : t(formText.reset, { field: label, value: words });
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  const width = widthOf(field);
  const isWide = width === 'fd-w-all';
  const shownHelp = { label: help, disabled: help === null, multiline: true, maw: 320, position: 'top-start' } as const;
  const body = (
    <div className={`fd ${width}`} data-field={field.name}>
      <div className="fd-head">
        <Tooltip {...shownHelp} disabled={!isWide || help === null}>
          <label htmlFor={id}>{label}</label>
        </Tooltip>
        {isChanged && (
          <>
            <span className="fd-changed">· {t(formText.changed)}</span>
            <Tooltip label={reset} position="right">
              <ActionIcon
                size={16}
                className="fd-reset"
                aria-label={reset}
                disabled={disabled}
                onClick={() => onChange(undefined, 'now')}
              >
                <IconRotate2 size={12} stroke={2} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
      <FieldControl
        {...{ field, disabled, id, onChange }}
        value={shown}
        describedBy={describedBy === '' ? undefined : describedBy}
        invalid={error !== null}
      />
      {help !== null && (
        <span className="fd-hidden" id={`${id}-help`}>
          {help}
        </span>
      )}
      {error !== null && (
        <span className="fd-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
  // Over the whole width of a panel it would be in the way: there the label alone shows it.
  return isWide ? body : <Tooltip {...shownHelp}>{body}</Tooltip>;
}

/** The control of a field, whatever its kind. */
function FieldControl({ field, ...rest }: AnyControlProps): ReactNode {
  switch (field.kind) {
    case 'number':
      return <NumberControl field={field} {...rest} />;
    case 'date':
      return <DateControl field={field} {...rest} />;
    case 'boolean':
      return <BooleanControl field={field} {...rest} />;
    case 'choice':
      return <ChoiceControl field={field} {...rest} />;
    case 'text':
      return <TextControl field={field} {...rest} />;
    case 'columns':
      return <ColumnsControl field={field} {...rest} />;
    case 'texts':
      return <TextsControl field={field} {...rest} />;
    case 'numbers':
      return <NumbersControl field={field} {...rest} />;
    case 'condition':
      return <ConditionControl field={field} {...rest} />;
    case 'object':
      return <ObjectControl field={field} {...rest} parts={parts} />;
    case 'list':
      return <ListControl field={field} {...rest} parts={parts} />;
    case 'tree':
      return <TreeControl field={field} {...rest} parts={parts} />;
    case 'variant':
      return <VariantControl field={field} {...rest} parts={parts} />;
    case 'json':
      return <JsonControl {...rest} />;
  }
}

const parts: InnerParts = { Control: FieldControl, Fields };
