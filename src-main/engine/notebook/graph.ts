import type { Panel } from '../../contract/project.ts';
import type { ProjectSnapshot } from './definition.ts';

const IDENTIFIER = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_]*/gu;

/** The names among `known` that a SQL text mentions outside of string literals and comments, in order of appearance. */
export function namesInSql(sql: string, known: ReadonlySet<string>): string[] {
  const bare = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, ' ');
  const folded = new Map([...known].map((name) => [name.toLowerCase(), name]));
  const found = new Set<string>();
  for (const match of bare.matchAll(IDENTIFIER)) {
    const name = folded.get((match[1]?.replaceAll('""', '"') ?? match[0]).toLowerCase());
    if (name) found.add(name);
  }
  return [...found];
}

/** What each published name points at: a dataset or an output of a panel. */
export function publishedNames(
  snapshot: ProjectSnapshot,
): Map<string, { dataset: string } | { panel: string; output: string }> {
  const names = new Map<string, { dataset: string } | { panel: string; output: string }>();
  for (const dataset of snapshot.datasets) names.set(dataset.name, { dataset: dataset.id });
  for (const panel of snapshot.panels) {
    for (const [output, name] of Object.entries(panel.names)) names.set(name, { panel: panel.id, output });
  }
  return names;
}

/** Ids of the panels whose outputs a panel reads directly. */
export function dependenciesOf(panel: Panel, snapshot: ProjectSnapshot): string[] {
  const direct = Object.values(panel.inputs).flatMap((refs) =>
    refs.flatMap((ref) => (ref.from === 'panel' ? [ref.panelId] : [])),
  );
  if (panel.kind !== 'sql') return [...new Set(direct)];
  const names = publishedNames(snapshot);
  for (const name of namesInSql(panel.body, new Set(names.keys()))) {
    const owner = names.get(name);
    if (owner && 'panel' in owner && owner.panel !== panel.id) direct.push(owner.panel);
  }
  return [...new Set(direct)];
}

/**
 * Panels in an order in which each comes after those it reads; a panel in a cycle (only SQL can make one) is left out,
 * with all that read it.
 */
export function inDependencyOrder(snapshot: ProjectSnapshot): Panel[] {
  const waiting = new Map(snapshot.panels.map((panel) => [panel.id, new Set(dependenciesOf(panel, snapshot))]));
  const ordered: Panel[] = [];
  for (let settled = true; settled;) {
    settled = false;
    for (const panel of snapshot.panels) {
      const needs = waiting.get(panel.id);
      if (!needs || [...needs].some((id) => waiting.has(id))) continue;
      waiting.delete(panel.id);
      ordered.push(panel);
      settled = true;
    }
  }
  return ordered;
}

/** A panel and everything it reads, directly or not, in dependency order. */
export function withAncestors(panelId: string, snapshot: ProjectSnapshot): Panel[] {
  const byId = new Map(snapshot.panels.map((panel) => [panel.id, panel]));
  const wanted = new Set<string>();
  const visit = (id: string): void => {
    const panel = byId.get(id);
    if (!panel || wanted.has(id)) return;
    wanted.add(id);
    dependenciesOf(panel, snapshot).forEach(visit);
  };
  visit(panelId);
  return inDependencyOrder(snapshot).filter((panel) => wanted.has(panel.id));
}
