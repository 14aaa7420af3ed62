import { NumberInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { formatError, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import type { MessageValue } from '../../src-main/contract/text.ts';
import type { When } from '../form/control.ts';
import { fieldsOf, type Field } from '../form/fields.ts';
import { faultOf } from '../form/fault.ts';
import { Form } from '../form/Form.tsx';
import { formText } from '../form/form-text.ts';
import { useText } from '../i18n/i18n.tsx';
import { editPanel, type PendingEdit } from './edits.ts';
import { Inputs } from './Inputs.tsx';
import { LiveAnswer } from './LiveAnswer.tsx';
import { panelText } from './panel-text.ts';
import { showPanel, usePanelUi } from './panel-ui.ts';
import { inputNames, namesColumns, settingsLine } from './summary.ts';
import { useNames, usePanelColumns } from './use-names.ts';

interface SettingsProps {
  /** The panel with what is on its way to the engine. */
  readonly view: PanelView;
  readonly step: StepInfo;
  readonly pending: PendingEdit | null;
}

/** What a panel reads and how it is set: one line, or the form. */
export function Settings({ view, step, pending }: SettingsProps): ReactNode {
  const { panel, run, jobId } = view;
  const ui = usePanelUi(panel.id);
  // A panel that never ran begins with its form; a refusal must be seen where it is.
  const isOpen = ui.formOpen ?? (run === null && jobId === null);
  const shown = isOpen || pending?.error?.code === 'bad-parameter';
  return (
    <div className="pn-settings">
      <SettingsLine panel={panel} step={step} isOpen={shown} />
      {shown && <SettingsForm {...{ view, step, pending }} />}
    </div>
  );
}

/** A folded form, in one line of what it does. */
function SettingsLine({ panel, step, isOpen }: { panel: Panel; step: StepInfo; isOpen: boolean }): ReactNode {
  const { t, locale } = useText();
  const names = useNames();
  const inputs = inputNames(panel, step, names);
  const columns = usePanelColumns(!isOpen && namesColumns(step, panel.parameters) ? panel.id : null);
  const settings = settingsLine(step, panel.parameters, locale, columns);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className="pn-line"
      aria-expanded={isOpen}
      title={t(isOpen ? panelText.closeForm : panelText.openForm)}
      onClick={() => showPanel(panel.id, { formOpen: !isOpen })}
    >
      <Chevron size={14} stroke={1.8} aria-hidden />
      {isOpen ? (
        <span>{t(panelText.settings)}</span>
      ) : (
        <span className="pn-line-words">
          {inputs.length > 0 && <span className="pn-from">{t(panelText.from, { inputs: inputs.join(', ') })}</span>}
          {settings.map(({ label, value, changed }) => (
            <span key={label} className={changed ? 'is-changed' : undefined}>
              {label} <b translate="no">{value}</b>
            </span>
          ))}
          {inputs.length + settings.length === 0 && <span>{t(panelText.defaults)}</span>}
        </span>
      )}
    </button>
  );
}

/** An edit that the engine would refuse; what is wrong is said at the field, in the language of the window. */
const refusal = ({ name }: Field): ErrorPayload => ({ code: 'bad-parameter', values: { parameter: name } });

/** A value as an error repeats it; a long one says nothing. */
const shortened = (value: MessageValue | undefined): MessageValue =>
  typeof value === 'string' && value.length > 40 ? '…' : (value ?? '');

/** Errors by the field they are about, and what is left of them. */
function useErrors({ view, step, pending }: SettingsProps) {
  const { locale } = useText();
  const refused = pending?.error ?? null;
  const error = refused ?? (view.state === 'failed' ? view.error : null);
  const name = error?.code === 'bad-parameter' || error?.code === 'too-few-rows' ? error.values.parameter : null;
  const field = fieldsOf(step.parameters).find((candidate) => candidate.name === name);
  const values = field ? { ...error?.values, value: shortened(error?.values.value), parameter: field.label } : {};
  const fault = field && faultOf(field, view.panel.parameters[field.name], locale);
  const errors: Record<string, string> =
    error && field ? { [field.name]: fault ?? formatError({ ...error, values }, locale).what } : {};
  return errors;
}

function SettingsForm({ view, step, pending }: SettingsProps): ReactNode {
  const { locale } = useText();
  const { panel } = view;
  const fields = fieldsOf(step.parameters);
  const columns = usePanelColumns(panel.id) ?? {};
  const errors = useErrors({ view, step, pending });
  const edit = (parameters: Record<string, unknown>, when: When): void => {
    showPanel(panel.id, { formOpen: true });
    const wrong = fields.find((field) => faultOf(field, parameters[field.name], locale) !== null);
    editPanel(panel.id, { parameters }, when, wrong ? refusal(wrong) : null);
  };
  return (
    <div className="pn-form">
      <Form
        fields={fields}
        values={panel.parameters}
        columns={columns}
        disabled={panel.disabled}
        errors={errors}
        before={<Inputs panel={panel} step={step} />}
        extra={step.form === 'apply' ? undefined : <Seed panel={panel} />}
        onChange={edit}
      />
      <LiveAnswer view={view} step={step} />
    </div>
  );
}

/** Where chance begins. */
function Seed({ panel }: { panel: Panel }): ReactNode {
  const { t } = useText();
  const id = useId();
  return (
    <div className="fd fd-w-s">
      <div className="fd-head">
        <label htmlFor={id}>{t(formText.seed)}</label>
      </div>
      <NumberInput
        id={id}
        disabled={panel.disabled}
        aria-describedby={`${id}-help`}
        allowDecimal={false}
        allowNegative={false}
        min={0}
        max={0xffffffff}
        value={panel.seed}
        onChange={(seed) => {
          if (typeof seed === 'number' && seed <= 0xffffffff) editPanel(panel.id, { seed }, 'soon');
        }}
      />
      <span className="fd-hidden" id={`${id}-help`}>
        {t(formText.seedHelp)}
      </span>
    </div>
  );
}
