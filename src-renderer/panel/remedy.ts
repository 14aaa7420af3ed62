import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import type { Panel } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { fieldsOf } from '../form/fields.ts';

/** What the one button beside a failure does. */
export type Remedy =
  | { readonly kind: 'run'; readonly label: Text }
  | { readonly kind: 'reset'; readonly parameter: string; readonly label: Text }
  | { readonly kind: 'field'; readonly parameter: string; readonly label: Text }
  | { readonly kind: 'inputs'; readonly label: Text }
  | { readonly kind: 'query'; readonly label: Text }
  | { readonly kind: 'dataset'; readonly datasetId: string; readonly label: Text }
  /** Adds a filter above, in front of what this panel reads. */
  | { readonly kind: 'filter'; readonly label: Text };

const label = {
  again: { en: 'Try again', zh: '重试' },
  run: { en: 'Run again', zh: '重新运行' },
  reset: { en: 'Back to the default', zh: '恢复默认值' },
  field: { en: 'Change the setting', zh: '修改该设置' },
  inputs: { en: 'Choose its input', zh: '选择输入' },
  query: { en: 'Go to the query', zh: '转到查询' },
  dataset: { en: 'Open the dataset', zh: '打开数据集' },
  filter: { en: 'Add a filter above', zh: '在上方添加筛选' },
} as const satisfies Record<string, Text>;

/** The parameter that an error is about, where the step has it. */
function parameterOf(error: ErrorPayload, step: StepInfo | undefined): string | null {
  const named = error.values.parameter;
  const fields = step ? fieldsOf(step.parameters) : [];
  const found = fields.find(({ name, label: words }) => name === named || words.en === named || words === named);
  return found?.name ?? null;
}

/** The dataset a panel reads directly, where there is one: only there can roles and types be corrected. */
function datasetOf(panel: Panel): string | null {
  const refs = Object.values(panel.inputs).flat();
  return refs.find((ref) => ref.from === 'dataset')?.datasetId ?? null;
}

/** What to do about a failure of a panel, with one button. */
export function remedyOf(error: ErrorPayload, panel: Panel, step: StepInfo | undefined): Remedy {
  const parameter = parameterOf(error, step);
  const target = parameterOf({ code: error.code, values: { parameter: 'target' } }, step);
  const datasetId = datasetOf(panel);
  const inputs: Remedy =
    panel.kind === 'sql' ? { kind: 'query', label: label.query } : { kind: 'inputs', label: label.inputs };
  switch (error.code) {
    case 'bad-parameter':
      return parameter ? { kind: 'reset', parameter, label: label.reset } : inputs;
    case 'too-few-rows':
      return parameter ? { kind: 'field', parameter, label: label.field } : inputs;
    case 'target-unusable':
      return target ? { kind: 'field', parameter: target, label: label.field } : inputs;
    case 'missing-role':
    case 'no-usable-rows':
      return datasetId ? { kind: 'dataset', datasetId, label: label.dataset } : inputs;
    case 'missing-input':
    case 'missing-column':
    case 'wrong-column-type':
    case 'wrong-entity':
    case 'no-usable-column':
    case 'missing-values':
    case 'model-mismatch':
    case 'leaking-split':
      return inputs;
    case 'too-much-memory':
      return { kind: 'filter', label: label.filter };
    case 'sql-error':
    case 'sql-refused':
      return { kind: 'query', label: label.query };
    case 'cancelled':
      return { kind: 'run', label: label.run };
    default:
      return { kind: 'run', label: label.again };
  }
}
