import type { Panel } from '../../src-main/contract/project.ts';

/** What a panel reads directly. */
export interface Reads {
  readonly panelIds: readonly string[];
  readonly datasetIds: readonly string[];
}

const WORDS = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_]*/gu;
const NO_NAMES = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;

/** The words of a query outside of texts and comments. */
function wordsOf(sql: string): Set<string> {
  const words = [...sql.replace(NO_NAMES, ' ').matchAll(WORDS)];
  return new Set(words.map((match) => (match[1]?.replaceAll('""', '"') ?? match[0]).toLowerCase()));
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * What a panel reads: what its ports are connected to, or the tables that its query names.
 *
 * @param panels those of the same notebook.
 */
export function readsOf(
  panel: Panel,
  panels: readonly Panel[],
  datasets: readonly { readonly id: string; readonly name: string }[],
): Reads {
  if (panel.kind !== 'sql') {
    const refs = Object.values(panel.inputs).flat();
    return {
      panelIds: unique(refs.flatMap((ref) => (ref.from === 'panel' ? [ref.panelId] : []))),
      datasetIds: unique(refs.flatMap((ref) => (ref.from === 'dataset' ? [ref.datasetId] : []))),
    };
  }
  const words = wordsOf(panel.body);
  const names = (other: Panel): string[] => Object.values(other.names).map((name) => name.toLowerCase());
  return {
    panelIds: panels
      .filter((other) => other.id !== panel.id && names(other).some((name) => words.has(name)))
      .map(({ id }) => id),
    datasetIds: datasets.filter(({ name }) => words.has(name.toLowerCase())).map(({ id }) => id),
  };
}
