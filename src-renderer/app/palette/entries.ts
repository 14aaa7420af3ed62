import type { PanelView, ProjectView } from '../../../src-main/contract/project.ts';
import type { Text } from '../../../src-main/contract/text.ts';
import type { Words } from '../../i18n/i18n.tsx';
import { texts } from '../../i18n/texts.ts';
import type { Command, CommandGroup } from '../commands.ts';
import { keysOf } from '../keys.ts';
import type { Place } from '../place.tsx';

/** What an entry is about; each has its icon. */
export type EntryKind = 'command' | 'notebook' | 'panel' | 'dataset' | 'segment' | 'help';

/** One line of the palette. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** What else it is found by, such as its English name. */
  readonly alias: string;
  /** Where it is, or what it is. */
  readonly hint: string;
  readonly keys: string | null;
  start(): void;
}

/** Entries under a heading. */
export interface EntryGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const text = texts({
  panels: { en: 'Panels', zh: '面板' },
  notebooks: { en: 'Notebooks', zh: '笔记本' },
  data: { en: 'Data', zh: '数据' },
  segments: { en: 'Segments', zh: '细分群体' },
  help: { en: 'Help', zh: '帮助' },
});

/** The headings of commands. */
export const groupNames: Readonly<Record<CommandGroup, Text>> = texts({
  panel: { en: 'Panel', zh: '面板' },
  notebook: { en: 'Notebook', zh: '笔记本' },
  selection: { en: 'Selection', zh: '选择' },
  project: { en: 'Project', zh: '项目' },
  go: { en: 'Go to', zh: '前往' },
  app: { en: 'Window', zh: '窗口' },
  help: { en: 'Help', zh: '帮助' },
});

interface Sources {
  readonly commands: readonly Command[];
  readonly keys: Readonly<Record<string, string>>;
  readonly project: ProjectView | null;
  readonly panels: readonly PanelView[];
  readonly pages: readonly { readonly page: string; readonly title: Text }[];
  go(place: Place): void;
  focusPanel(panelId: string): void;
}

/** Everything that can be found, in the order in which it is offered. */
export function allEntries({ t }: Words, sources: Sources): EntryGroup[] {
  const { commands, keys, project, panels, pages, go, focusPanel } = sources;
  const place = (kind: EntryKind, id: string, title: string, to: Place, hint = ''): Entry => ({
    id: `${kind}:${id}`,
    kind,
    title,
    alias: '',
    hint,
    keys: null,
    start: () => go(to),
  });
  const ofGroup = (group: CommandGroup): EntryGroup => ({
    title: t(groupNames[group]),
    entries: commands
      .filter((command) => command.group === group)
      .map((command) => ({
        id: `command:${command.id}`,
        kind: 'command',
        title: t(command.title),
        alias: `${command.title.en} ${command.id}`,
        hint: '',
        keys: keysOf(command, keys)[0] ?? null,
        start: command.run,
      })),
  });
  return [
    ...(Object.keys(groupNames) as CommandGroup[]).map(ofGroup),
    {
      title: t(text.panels),
      entries: panels.map(({ panel }, i) => ({
        ...place('panel', panel.id, `${i + 1} · ${panel.title}`, { kind: 'notebook', notebookId: panel.notebookId }),
        start: () => focusPanel(panel.id),
      })),
    },
    {
      title: t(text.notebooks),
      entries: (project?.notebooks ?? []).map(({ id, title }) =>
        place('notebook', id, title, { kind: 'notebook', notebookId: id }),
      ),
    },
    {
      title: t(text.data),
      entries: (project?.datasets ?? []).map(({ id, name }) =>
        place('dataset', id, name, { kind: 'dataset', datasetId: id }),
      ),
    },
    {
      title: t(text.segments),
      entries: (project?.segments ?? []).map(({ id, name }) =>
        place('segment', id, name, { kind: 'segment', segmentId: id }),
      ),
    },
    {
      title: t(text.help),
      entries: pages.map(({ page, title }) => place('help', page, t(title), { kind: 'help', page }, page)),
    },
  ];
}

const MOST_ENTRIES = 60;

/** How well an entry fits what was typed: the lower the better; null where it does not. */
function rank(entry: Entry, words: readonly string[]): number | null {
  const title = entry.title.toLowerCase();
  const all = `${title} ${entry.alias} ${entry.hint}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return null;
  const [first = ''] = words;
  if (title.startsWith(first)) return 0;
  return title.includes(first) ? 1 : 2;
}

/** The groups with what fits the query, the best first; help pages only once something was typed. */
export function findEntries(groups: readonly EntryGroup[], query: string): EntryGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  let left = MOST_ENTRIES;
  return groups.flatMap(({ title, entries }) => {
    const ranked = entries
      .filter((entry) => words.length > 0 || entry.kind !== 'help')
      .flatMap((entry) => {
        const at = rank(entry, words);
        return at === null ? [] : [{ entry, at }];
      })
      .sort((a, b) => a.at - b.at)
      .slice(0, left);
    left -= ranked.length;
    return ranked.length > 0 ? [{ title, entries: ranked.map(({ entry }) => entry) }] : [];
  });
}
