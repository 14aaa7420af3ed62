import { useMemo } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useProject } from '../engine/queries.ts';
import { useShownPanels } from './panel-context.ts';

/** A table that queries can read. */
export interface SqlTable {
  readonly name: string;
  readonly columns: readonly string[];
}

const published = ({ panel, run }: PanelView): SqlTable[] =>
  Object.entries(panel.names).map(([output, name]) => {
    const table = run?.outputs.find(({ id }) => id === output)?.table;
    return { name, columns: table?.columns.map((column) => column.name) ?? [] };
  });

/** The tables that queries of this notebook are most likely about: datasets, and what its panels publish. */
export function useSqlTables(): readonly SqlTable[] {
  const project = useProject();
  const panels = useShownPanels();
  return useMemo(() => {
    const datasets = (project?.datasets ?? []).map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => column.name),
    }));
    return [...datasets, ...panels.flatMap(published)];
  }, [project, panels]);
}
