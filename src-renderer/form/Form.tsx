import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { ColumnsProvider, type PortColumns, type When, type WhenMoving } from './control.ts';
import { Fields } from './Fields.tsx';
import { partFields, sameValue, withValue, type Field } from './fields.ts';
import { formText } from './form-text.ts';
import './form.css';

export interface FormProps {
  readonly fields: readonly Field[];
  /** Only what differs from the defaults. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly columns: PortColumns;
  readonly disabled?: boolean;
  readonly errors?: Readonly<Record<string, string>>;
  /** In front of the fields, such as what a panel reads. */
  readonly before?: ReactNode;
  /** After the fields under *More*, such as the seed. */
  readonly extra?: ReactNode;
  onChange(values: Record<string, unknown>, when: When): void;
}

const NO_ERRORS = {};

/** A form for any step: what matters first at once, the rest under *More*. */
export function Form({
  fields,
  values,
  columns,
  disabled = false,
  errors = NO_ERRORS,
  before,
  extra,
  onChange,
}: FormProps): ReactNode {
  const { t } = useText();
  const { first, more } = useMemo(() => partFields(fields), [fields]);
  const [isOpen, setOpen] = useState(false);
  const nChanged = more.filter(({ name, preset }) => name in values && !sameValue(values[name], preset)).length;
  // What is wrong must be seen.
  const isShown = isOpen || more.some(({ name }) => name in errors);
  const nMore = more.length + (extra ? 1 : 0);
  const shared = { values, disabled, errors, marks: true };
  const change = (field: Field, value: unknown, when: WhenMoving): void => {
    if (when !== 'moving') onChange(withValue(values, field, value), when);
  };
  const label = isShown ? t(formText.fewer) : t(formText.more, { n: nMore });
  const Chevron = isShown ? IconChevronUp : IconChevronDown;
  const button = nMore > 0 && (
    <Button
      className="fo-more"
      variant="subtle"
      color="gray"
      aria-expanded={isShown}
      leftSection={<Chevron size={14} stroke={1.8} />}
      onClick={() => setOpen(!isShown)}
    >
      {label}
      {nChanged > 0 && !isShown && <span className="fd-changed">· {t(formText.moreChanged, { n: nChanged })}</span>}
    </Button>
  );
  return (
    <ColumnsProvider value={columns}>
      <Fields fields={first} {...shared} before={before} after={button} onChange={change} />
      {isShown && (
        <div className="fo-rest">
          <Fields fields={more} {...shared} after={extra} onChange={change} />
        </div>
      )}
    </ColumnsProvider>
  );
}
