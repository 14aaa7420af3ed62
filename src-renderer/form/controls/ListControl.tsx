import { Button, NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import type { ControlProps, InnerParts, WhenMoving } from '../control.ts';
import { asRecord, startValue, startVariant } from '../fields.ts';
import { formText } from '../form-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';

type WithParts<K extends 'object' | 'variant' | 'list'> = ControlProps<K> & { readonly parts: InnerParts };

/** Several fields that belong together. */
export function ObjectControl({ field, value, disabled, parts, onChange }: WithParts<'object'>): ReactNode {
  const values = asRecord(value);
  return (
    <parts.Fields
      fields={field.fields}
      {...{ values, disabled }}
      onChange={(inner, next, when) => onChange({ ...values, [inner.name]: next }, when)}
    />
  );
}

/** One of several shapes. */
export function VariantControl({ field, value, disabled, id, parts, onChange }: WithParts<'variant'>): ReactNode {
  const { t } = useText();
  const values = asRecord(value);
  const shape = field.variants.find((variant) => variant.value === values[field.by]);
  return (
    <div className="fd-variant">
      <NativeSelect
        size="xs"
        id={id}
        aria-label={t(formText.kind)}
        disabled={disabled}
        data={field.variants.map((variant) => ({ value: variant.value, label: t(variant.label) }))}
        value={shape?.value ?? ''}
        onChange={(event) => {
          const chosen = field.variants.find((variant) => variant.value === event.currentTarget.value);
          onChange(startVariant(field.by, chosen), 'now');
        }}
      />
      <parts.Fields
        fields={shape?.fields ?? []}
        {...{ values, disabled }}
        onChange={(inner, next, when) => onChange({ ...values, [inner.name]: next }, when)}
      />
    </div>
  );
}

const ICON = { size: 14, stroke: 1.8 } as const;

/** Entries of one kind in an order, such as the rules that give tags. */
export function ListControl({ field, value, disabled, id, parts, onChange }: WithParts<'list'>): ReactNode {
  const { t } = useText();
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const set = (next: readonly unknown[], when: WhenMoving): void => onChange(next, when);
  const swap = (at: number, other: number): void =>
    set(
      entries.map((entry, i) => (i === at ? entries[other] : i === other ? entries[at] : entry)),
      'now',
    );
  const isFull = field.most !== null && entries.length >= field.most;
  return (
    <div className="fd-list" id={id} role="group" aria-label={t(field.label)}>
      {entries.map((entry, at) => (
        <div className="fd-entry" key={at} role="group" aria-label={t(formText.entry, { n: at + 1 })}>
          <div className="fd-entry-body">
            <parts.Control
              field={field.item}
              value={entry}
              disabled={disabled}
              id={`${id}-${at}`}
              describedBy={undefined}
              invalid={false}
              onChange={(next, when) =>
                set(
                  entries.map((before, i) => (i === at ? next : before)),
                  when,
                )
              }
            />
          </div>
          <IconButton
            label={t(formText.earlier, { n: at + 1 })}
            icon={<IconArrowUp {...ICON} />}
            disabled={disabled || at === 0}
            onClick={() => swap(at, at - 1)}
          />
          <IconButton
            label={t(formText.later, { n: at + 1 })}
            icon={<IconArrowDown {...ICON} />}
            disabled={disabled || at === entries.length - 1}
            onClick={() => swap(at, at + 1)}
          />
          <IconButton
            label={t(formText.removeEntry, { n: at + 1 })}
            icon={<IconTrash {...ICON} />}
            disabled={disabled || entries.length <= field.least}
            onClick={() =>
              set(
                entries.filter((_, i) => i !== at),
                'now',
              )
            }
          />
        </div>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus {...ICON} />}
        disabled={disabled || isFull}
        onClick={() => set([...entries, startValue(field.item)], 'now')}
      >
        {t(formText.addEntry)}
      </Button>
    </div>
  );
}
