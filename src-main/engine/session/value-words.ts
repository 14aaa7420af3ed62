import type { Panel } from '../../contract/project.ts';
import type { Chain, InputRef, ValueNames } from '../../contract/step.ts';
import type { ColumnInfo, TableRef, ValueWords } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';
import { findDataset } from '../notebook/definition.ts';
import { chainRunner } from '../steps/chains.ts';
import { MODEL } from '../steps/describe.ts';
import { chainNames } from '../steps/evaluate/chain-names.ts';
import { messageWords } from '../steps/message-words.ts';
import { FLAG_WORDS } from '../steps/predict/class-words.ts';
import { findStep } from '../steps/registry.ts';
import type { Session } from './session.ts';

/** By column: what its values are called. */
export type TableWords = Readonly<Record<string, ValueWords>>;

const NONE: TableWords = {};

/** What the values of a panel's output are called, by what its step says of them and what its inputs hold now. */
export function wordsOfTable(session: Session, ref: TableRef): TableWords {
  if (ref.from !== 'panel') return NONE;
  const panel = session.state.views.get(ref.panelId)?.panel;
  if (!panel) return NONE;
  const port = findStep(panel.step)?.info.gives[ref.output];
  if (port?.kind !== 'table' || !port.words) return NONE;
  return Object.fromEntries(
    Object.entries(port.words).map(([column, sources]) => {
      const found = [sources].flat().map((source) => wordsFrom(session, panel, source));
      const names = Object.assign({}, ...found.map((words) => words.names)) as ValueWords['names'];
      return [column, Object.assign({}, ...found, { names, within: found.some(({ within }) => within) }) as ValueWords];
    }),
  );
}

/** What figures of a panel call the classes of a flag that it reads; nothing where it reads none. */
export function wordsOfFigures(session: Session, panelId: string): ValueWords['names'] {
  const panel = session.state.views.get(panelId)?.panel;
  if (!panel) return {};
  return predictsFlag(session, panel, Object.values(panel.inputs).flat()) ? FLAG_WORDS : {};
}

function wordsFrom(session: Session, panel: Panel, source: ValueNames): ValueWords {
  if (source.of === 'list') return { names: source.names, within: false };
  if (source.of === 'sentences') return { names: {}, within: false, sentences: true };
  if (source.of === 'given') {
    const own = { from: 'panel', panelId: panel.id, output: source.output } as const;
    return { names: labelsOf(columnsBehind(session, own)), within: false };
  }
  const refs = panel.inputs[source.port] ?? [];
  switch (source.of) {
    case 'chains':
      return { names: chainWords(chainsAt(session, panel, source.port)), within: false };
    case 'flags': {
      const models = panel.inputs[MODEL] ?? [];
      return { names: predictsFlag(session, panel, [...refs, ...models]) ? FLAG_WORDS : {}, within: false };
    }
    case 'columns': {
      const columns = refs.flatMap((ref) => columnsBehind(session, ref));
      return { names: labelsOf(columns), within: source.within === true };
    }
  }
}

/**
 * Whether what a panel predicts is a flag: the column that was chosen, else the outcome. New rows have neither, but the panel that
 * fitted their model read one.
 */
function predictsFlag(session: Session, { parameters }: Panel, refs: readonly InputRef[]): boolean {
  const chosen = parameters.target;
  const isTarget = ({ name, role }: NamedColumn): boolean =>
    typeof chosen === 'string' ? name === chosen : role === 'outcome';
  return refs.some((ref) => {
    if (columnsBehind(session, ref).some((column) => column.type === 'boolean' && isTarget(column))) return true;
    const fitting = ref.from === 'panel' && ref.output === MODEL && session.state.views.get(ref.panelId)?.panel;
    return fitting ? predictsFlag(session, fitting, Object.values(fitting.inputs).flat()) : false;
  });
}

function outputBehind(session: Session, ref: InputRef & { readonly from: 'panel' }) {
  return session.state.views.get(ref.panelId)?.run?.outputs.find(({ id }) => id === ref.output);
}

type NamedColumn = Pick<ColumnInfo, 'name' | 'type' | 'role'> & { readonly label?: Text | null };

function columnsBehind(session: Session, ref: InputRef): readonly NamedColumn[] {
  if (ref.from === 'dataset') return findDataset(session.snapshot, ref.datasetId)?.columns ?? [];
  return ref.from === 'panel' ? (outputBehind(session, ref)?.table?.columns ?? []) : [];
}

const labelsOf = (columns: readonly NamedColumn[]): ValueWords['names'] =>
  Object.fromEntries(columns.flatMap(({ name, label }) => (label ? [[name, label] as const] : [])));

/** The chains at a port; those that the step itself proposes where none are connected. */
function chainsAt(session: Session, panel: Panel, port: string): readonly Chain[] {
  const refs = panel.inputs[port] ?? [];
  if (refs.length > 0) return refs.flatMap((ref) => chainOf(session, ref));
  const need = findStep(panel.step)?.info.needs[port];
  return need?.kind === 'chain' ? need.default : [];
}

function chainOf(session: Session, ref: InputRef): readonly Chain[] {
  if (ref.from === 'chain') return [ref.chain];
  const given = ref.from === 'panel' ? outputBehind(session, ref)?.chain : undefined;
  return given ? [given] : [];
}

/** Tables hold short names of chains; figures call them by their titles. */
function chainWords(chains: readonly Chain[]): Record<string, Text> {
  const known = chains.filter(({ steps }) => steps.every(({ step }) => findStep(step)));
  const { title } = chainRunner();
  return Object.fromEntries(chainNames(known).map((name, at) => [name, messageWords(title(known[at]!))]));
}
