import type { Panel } from '../../src-main/contract/project.ts';
import type { InputRef, StepInfo } from '../../src-main/contract/step.ts';
import { formatText, type Locale } from '../../src-main/contract/text.ts';
import type { PortColumns } from '../form/control.ts';
import { fieldsOf, partFields, sameValue } from '../form/fields.ts';
import { sayValue } from '../form/say-value.ts';

/** A setting in the line of a folded form. */
export interface SettingWords {
  readonly label: string;
  readonly value: string;
  readonly changed: boolean;
}

/** Whether any of the settings names a column. */
export const namesColumns = (step: StepInfo, parameters: Readonly<Record<string, unknown>>): boolean =>
  fieldsOf(step.parameters).some(
    ({ kind, name }) => kind === 'columns' && parameters[name] !== undefined && parameters[name] !== null,
  );

/**
 * What a folded form says: the settings that matter, and every one that was changed.
 *
 * @param columns what the columns that settings name are called.
 */
export function settingsLine(
  step: StepInfo,
  parameters: Readonly<Record<string, unknown>>,
  locale: Locale,
  columns?: PortColumns,
): SettingWords[] {
  const fields = fieldsOf(step.parameters);
  const { first } = partFields(fields);
  return fields.flatMap((field) => {
    const changed = field.name in parameters && !sameValue(parameters[field.name], field.preset);
    if (!changed && !first.includes(field)) return [];
    const value = sayValue(field, changed ? parameters[field.name] : field.preset, locale, columns);
    if (value === '' && !changed) return [];
    return [{ label: formatText(field.label, undefined, locale), value: value === '' ? '…' : value, changed }];
  });
}

/** Looks up what things are called. */
export interface RefNames {
  dataset(datasetId: string): string | null;
  segment(segmentId: string): string | null;
  output(panelId: string, output: string): string;
  step(stepId: string): string;
}

/** What an input is called. */
export function refName(ref: InputRef, names: RefNames): string {
  switch (ref.from) {
    case 'dataset':
      return names.dataset(ref.datasetId) ?? '…';
    case 'segment':
      return names.segment(ref.segmentId) ?? '…';
    case 'panel':
      return names.output(ref.panelId, ref.output);
    case 'chain':
      return ref.chain.title ?? ref.chain.steps.map(({ step }) => names.step(step)).join(' → ');
    case 'output':
      return ref.hash.slice(0, 8);
  }
}

/** What a panel reads, by name, in the order of its ports. */
export function inputNames(panel: Pick<Panel, 'inputs'>, step: StepInfo, names: RefNames): string[] {
  return Object.entries(step.needs).flatMap(([port, need]) => {
    const refs = panel.inputs[port] ?? [];
    const chosen =
      refs.length === 0 && need.kind === 'chain'
        ? need.default.map((chain): InputRef => ({ from: 'chain', chain }))
        : refs;
    return chosen.map((ref) => refName(ref, names));
  });
}
