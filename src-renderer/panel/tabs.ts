import type { OutputInfo, PanelView } from '../../src-main/contract/project.ts';
import type { OutputPort, StepInfo } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { outputText } from './panel-text.ts';

/** One tab of what a panel gives. */
export interface OutputTab {
  readonly id: string;
  readonly kind: 'figure' | 'table' | 'metrics' | 'model' | 'chain' | 'ask' | 'about';
  readonly label: Text | string;
  readonly output: OutputInfo | null;
}

const ORDER = ['figure', 'table', 'metric', 'chain', 'model'] as const;

function labelOf(output: OutputInfo, port: OutputPort | undefined, view: PanelView): Text | string {
  return port?.label ?? view.panel.names[output.id] ?? output.id;
}

/** The tabs of a panel: figures first, then tables, what was measured, what was learned, questions, and what it is. */
export function tabsOf(view: PanelView, step: StepInfo | undefined): OutputTab[] {
  const outputs = view.run?.outputs ?? [];
  const given = Object.keys(step?.gives ?? {});
  const place = ({ id, kind }: OutputInfo): number => ORDER.indexOf(kind) * 1000 + given.indexOf(id);
  const tabs: OutputTab[] = [];
  for (const output of [...outputs].sort((a, b) => place(a) - place(b))) {
    if (output.kind === 'metric') {
      if (tabs.some(({ kind }) => kind === 'metrics')) continue;
      tabs.push({ id: 'metrics', kind: 'metrics', label: outputText.metrics, output: null });
    } else {
      const label = labelOf(output, step?.gives[output.id], view);
      tabs.push({ id: `output-${output.id}`, kind: output.kind, label, output });
    }
  }
  if (step && Object.keys(step.questions).length > 0) {
    tabs.push({ id: 'ask', kind: 'ask', label: outputText.ask, output: null });
  }
  if (step) tabs.push({ id: 'about', kind: 'about', label: outputText.about, output: null });
  return tabs;
}

/** Tabs that stand in one row, and what they have in common; null where all of a panel's tabs stand in one. */
export interface TabRow {
  readonly kind: 'figures' | 'tables' | 'more' | null;
  readonly tabs: readonly OutputTab[];
}

/** More tabs than this are too many to look through in one row. */
const MOST_IN_A_ROW = 8;

const rowOf = ({ kind }: OutputTab): 'figures' | 'tables' | 'more' =>
  kind === 'figure' ? 'figures' : kind === 'table' ? 'tables' : 'more';

/** Tabs in one row; where there are many, figures, tables and the rest in rows of their own. */
export function rowsOf(tabs: readonly OutputTab[]): TabRow[] {
  if (tabs.length <= MOST_IN_A_ROW) return [{ kind: null, tabs }];
  return (['figures', 'tables', 'more'] as const)
    .map((kind) => ({ kind, tabs: tabs.filter((tab) => rowOf(tab) === kind) }))
    .filter((row) => row.tabs.length > 0);
}
