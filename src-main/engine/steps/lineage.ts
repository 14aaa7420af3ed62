import type { Dataset } from '../../contract/project.ts';
import type { Chain, Family, InputPort, StepInfo } from '../../contract/step.ts';
import { escapeMessage, type Text } from '../../contract/text.ts';
import type { FittedModel, StepDefinition } from './define.ts';
import { MODEL } from './describe.ts';
import { findStep } from './registry.ts';

/** What a person said of a dataset's columns. */
type Described = Pick<Dataset, 'name' | 'columns' | 'currency' | 'entity' | 'notProducts'>;

/** A dataset that stands above a model, as it was when the model was fitted: known by its name, so that a model’s bytes tell nothing of where it was made. */
export interface KeptDataset {
  readonly contentHash: string;
  readonly described: Described;
}

/** What was connected to a port: a dataset or a panel by its place in the lineage, or a table or chain that stays as it is. */
export type KeptSource =
  | { readonly from: 'dataset'; readonly at: number }
  | { readonly from: 'panel'; readonly at: number; readonly output: string }
  | { readonly from: 'stored'; readonly contentHash: string; readonly name: string }
  | { readonly from: 'chain'; readonly chain: Chain };

export type KeptSources = Readonly<Record<string, readonly KeptSource[]>>;

/** The step id under which a SQL panel's runs are recorded. */
export const SQL_STEP = 'sql';

/** A panel that stands above a model. @typeParam M what says what it had learned: the model itself where it is kept */
export interface KeptPanel<M = FittedModel> {
  readonly title: string | Text;
  /** The id of its step, that of an apply panel among them; {@link SQL_STEP} where it is a query, whose inputs are called as it calls them. */
  readonly step: string;
  readonly stepVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly inputs: KeptSources;
  /** Null for a step that learns nothing. */
  readonly model: M | null;
}

/** The panels between the datasets and a model, so that raw data can go the same way. */
export interface Lineage<M = FittedModel> {
  readonly datasets: readonly KeptDataset[];
  /** Each after those it reads. */
  readonly panels: readonly KeptPanel<M>[];
  /** What the model itself reads, by port. */
  readonly inputs: KeptSources;
}

/** A panel through which new data cannot go, and why. */
interface Refusal {
  readonly panel: string | Text;
  readonly reason: Text;
}

/** The ports through which new data comes to a panel: those of its model and those that are read only to fit are left out. */
export function portsAnew({ info, definition }: { info: StepInfo; definition: StepDefinition }): [string, InputPort][] {
  const onlyToFit = definition.form === 'estimator' && info.form === 'fit' ? (definition.onlyToFit ?? []) : [];
  return Object.entries(info.needs).filter(
    ([name, { kind }]) =>
      name !== MODEL && !onlyToFit.includes(name as never) && (info.form === 'transform' || kind === 'table'),
  );
}

/** Families whose transforms say of new rows what they would have said of the old ones. */
const ROW_FAMILIES: readonly Family[] = ['prepare', 'features'];
const ROW_STEPS: readonly string[] = ['profile.tags'];

const REASONS = {
  sql: {
    en: 'its query reads no table that was kept with the model',
    zh: '它的查询没有读取与模型一同保存的表',
  },
  gone: { en: 'its step is not part of this version', zh: '此版本中没有它的步骤' },
  anew: {
    en: 'it works out its answer from all rows together, so that new rows cannot be placed in the old answer',
    zh: '它的结果由全部行共同得出，新的行无法归入旧结果',
  },
  onlyThen: {
    en: '“{output}” tells only of the data that it learned from',
    zh: '“{output}”只描述它学习时的数据',
  },
  notKept: { en: 'what it had learned was not kept', zh: '它学到的内容没有保留' },
} as const satisfies Record<string, Text>;

/** The panels of a lineage through which new data cannot go; none where raw data can be scored. */
export function refusalsOf({ panels, inputs }: Lineage<unknown>): Refusal[] {
  const read = new Map<number, Set<string>>();
  for (const sources of [...panels.map((panel) => panel.inputs), inputs])
    for (const source of Object.values(sources).flat())
      if (source.from === 'panel') read.set(source.at, (read.get(source.at) ?? new Set()).add(source.output));
  return panels.flatMap((panel, at) => {
    const reason = reasonAgainst(panel, [...(read.get(at) ?? [])]);
    return reason ? [{ panel: panel.title, reason }] : [];
  });
}

function reasonAgainst({ step: id, model, inputs }: KeptPanel<unknown>, outputs: readonly string[]): Text | null {
  if (id === SQL_STEP) return Object.keys(inputs).length === 0 ? REASONS.sql : null;
  const step = findStep(id);
  if (!step) return REASONS.gone;
  const { definition, info } = step;
  if (definition.form === 'transform')
    return ROW_FAMILIES.includes(info.family) || ROW_STEPS.includes(info.id) ? null : REASONS.anew;
  if (model === null) return REASONS.notKept;
  const missing = outputs.find((output) => !(output in definition.gives));
  if (missing === undefined) return null;
  const label = info.gives[missing]?.label ?? { en: missing, zh: missing };
  const { en, zh } = REASONS.onlyThen;
  return { en: en.replace('{output}', label.en), zh: zh.replace('{output}', label.zh) };
}

/** Refusals as a part of a sentence. */
export function refusalText(refusals: readonly Refusal[]): Text {
  const say = (language: 'en' | 'zh', between: string, colon: string): string =>
    refusals
      .map(({ panel, reason }) => {
        const title = typeof panel === 'string' ? panel : panel[language];
        return escapeMessage(`“${title}”${colon}${reason[language]}`);
      })
      .join(between);
  return { en: say('en', '; ', ': '), zh: say('zh', '；', '：') };
}
