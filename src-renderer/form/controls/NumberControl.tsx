import { NumberInput, Slider } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { numberFormat } from '../../../src-main/contract/text.ts';
import { useText } from '../../i18n/i18n.tsx';
import type { ControlProps } from '../control.ts';
import { formText } from '../form-text.ts';
import { stepOf } from '../number-step.ts';

/** A number with its unit beside it, or a slider where the range is meaningful. */
export function NumberControl(props: ControlProps<'number'>): ReactNode {
  return props.field.slider ? <SliderControl {...props} /> : <NumberBox {...props} />;
}

function NumberBox({ field, value, disabled, id, describedBy, invalid, onChange }: ControlProps<'number'>): ReactNode {
  const { t } = useText();
  // What cannot be kept yet, such as an empty box on the way to another number.
  const [draft, setDraft] = useState<string | null>(null);
  const current = typeof value === 'number' ? value : null;
  const change = (given: number | string): void => {
    const number = given === '' ? Number.NaN : Number(given);
    const keeps = Number.isFinite(number) && String(given) !== '-';
    setDraft(keeps ? null : String(given));
    if (keeps) onChange(number, 'soon');
    else if (given === '' && field.nullable) onChange(null, 'soon');
  };
  return (
    <div className="fd-number">
      <NumberInput
        id={id}
        role="spinbutton"
        aria-valuenow={current ?? undefined}
        aria-valuemin={field.min ?? undefined}
        aria-valuemax={field.max ?? undefined}
        aria-describedby={describedBy}
        error={invalid}
        disabled={disabled}
        value={draft ?? current ?? ''}
        placeholder={field.nullable ? t(formText.notSet) : undefined}
        // A number past its bound is said to be so at the field; changing it silently would hide that.
        clampBehavior="none"
        allowDecimal={!field.whole}
        allowNegative={field.min === null || field.min < 0}
        min={field.min ?? undefined}
        max={field.max ?? undefined}
        step={stepOf(field)}
        onChange={change}
        onBlur={() => setDraft(null)}
      />
      {field.unit && <span className="fd-unit">{t(field.unit)}</span>}
    </div>
  );
}

/** The steps begin at the lower end, which may be 0.01; what is shown is what is kept. */
const tidy = (value: number): number => Number(value.toFixed(6));

function SliderControl({ field, value, disabled, id, describedBy, onChange }: ControlProps<'number'>): ReactNode {
  const { locale, t } = useText();
  const [dragged, setDragged] = useState<number | null>(null);
  const kept = typeof value === 'number' ? value : typeof field.preset === 'number' ? field.preset : (field.min ?? 0);
  const shown = dragged ?? kept;
  const step = stepOf(field);
  const say = (n: number): string => numberFormat(locale, { maximumFractionDigits: 3 }).format(n);
  return (
    <div className="fd-slider">
      <Slider
        thumbProps={{ id, 'aria-describedby': describedBy }}
        thumbLabel={t(field.label)}
        label={null}
        disabled={disabled}
        value={shown}
        min={field.min ?? 0}
        max={field.max ?? 1}
        step={step}
        // Of what goes both ways, nothing is in the middle.
        startPointValue={(field.min ?? 0) < 0 ? 0 : undefined}
        size={3}
        onChange={(moved) => {
          setDragged(moved);
          onChange(tidy(moved), 'moving');
        }}
        onChangeEnd={(end) => {
          setDragged(null);
          onChange(tidy(end), 'now');
        }}
      />
      <output className="fd-unit num" htmlFor={id}>
        {say(shown)}
        {field.unit && ` ${t(field.unit)}`}
      </output>
    </div>
  );
}
