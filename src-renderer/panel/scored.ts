import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import type { ColumnInfo, TableInfo } from '../../src-main/contract/table.ts';

/** The column by which rows were scored: a chance, or a predicted number; null where a table holds no scores, or no keys to keep. */
export function scoreColumn(info: TableInfo | undefined): ColumnInfo | null {
  if (!info || info.entity === 'none') return null;
  const numbers = info.columns.filter(({ type }) => type === 'number');
  const named = (name: RegExp): ColumnInfo | undefined => numbers.find((column) => name.test(column.name));
  if (!info.columns.some(({ name }) => /^predicted(_2)?$/.test(name))) return null;
  return named(/^probability(_2)?$/) ?? named(/^predicted(_2)?$/) ?? null;
}

const thresholdOf = ({ parameters }: Panel): number | null =>
  typeof parameters.threshold === 'number' ? parameters.threshold : null;

/** From which chance on the model of a panel says yes: its own setting, or that of the panel whose model it applies. */
export function thresholdFor(panel: Panel, panels: readonly PanelView[]): number {
  const ref = panel.inputs.model?.[0];
  const maker = ref?.from === 'panel' ? panels.find((view) => view.panel.id === ref.panelId)?.panel : undefined;
  return thresholdOf(panel) ?? (maker && thresholdOf(maker)) ?? 0.5;
}
