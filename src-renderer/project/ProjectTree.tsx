import { Menu, TextInput } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ProjectView } from '../../src-main/contract/project.ts';
import { startCommand } from '../app/commands.ts';
import { usePlace } from '../app/place.tsx';
import { useProject, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { projectText } from './project-text.ts';
import { renamer, useTreeActions } from './tree-actions.ts';
import { treeMove } from './tree-keys.ts';
import { itemOfPlace, treeItems, visibleItems, type Branch, type TreeItem } from './tree-model.ts';
import { TreeRow } from './TreeRow.tsx';
import { useTreeFocus } from './use-tree-focus.ts';
import './project.css';

/** The pane on the left: what the project holds. */
export function ProjectTree(): ReactNode {
  const project = useProject();
  return project ? <Tree project={project} /> : null;
}

const ICON = { size: 16, stroke: 1.6 } as const;

function AddMenu(): ReactNode {
  const { t } = useText();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        {/* A tooltip's own target would take the menu's place. */}
        <button type="button" className="tr-add" aria-label={t(projectText.add)} title={t(projectText.add)}>
          <IconPlus {...ICON} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => startCommand('data.import')}>{t(projectText.import)}</Menu.Item>
        <Menu.Item onClick={() => startCommand('project.addNotebook')}>{t(projectText.newNotebook)}</Menu.Item>
        <Menu.Item onClick={() => startCommand('template.open')}>{t(projectText.fromTemplate)}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Tree({ project }: { project: ProjectView }): ReactNode {
  const { t } = useText();
  const { place } = usePlace();
  const steps = useSteps();
  const actionsOf = useTreeActions(project);
  const [closed, setClosed] = useState<ReadonlySet<Branch>>(new Set());
  const [finding, setFinding] = useState(false);
  const [find, setFind] = useState('');
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const filterRef = useRef<HTMLInputElement>(null);

  const shown = visibleItems(treeItems(project, steps), closed, finding ? find : '', t);
  const current = itemOfPlace(place);
  const { stop, onLine, moveTo, handlers } = useTreeFocus(shown);
  const nameOf = ({ name }: TreeItem): string => (typeof name === 'string' ? name : t(name));
  const toggle = (branch: Branch, open: boolean): void =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(branch);
      else next.add(branch);
      return next;
    });
  const act = (item: TreeItem, id: 'open' | 'rename' | 'delete'): void =>
    actionsOf(item, () => setRenaming(item.id))
      .find((action) => action.id === id)
      ?.run();
  const activate = (item: TreeItem): void =>
    item.leaf ? act(item, 'open') : toggle(item.branch, closed.has(item.branch));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !stop) return;
    const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key;
    const move = treeMove(key, shown, stop, closed, nameOf);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.do === 'focus') return moveTo(move.id);
    if ('branch' in move) return toggle(move.branch, move.do === 'open');
    const item = shown.find(({ id }) => id === move.id);
    if (!item) return;
    if (move.do === 'activate') activate(item);
    else if (move.do === 'menu') setMenuOf(item.leaf ? item.id : null);
    else act(item, move.do);
  };

  return (
    <>
      <div className="pane-head">
        <h2>{t(projectText.project)}</h2>
        <IconButton
          label={t(projectText.filter)}
          icon={<IconFilter {...ICON} />}
          pressed={finding}
          onClick={() => {
            setFinding(!finding);
            setFind('');
            if (!finding) setTimeout(() => filterRef.current?.focus());
          }}
        />
        <AddMenu />
      </div>
      {finding && (
        <TextInput
          ref={filterRef}
          className="tr-filter"
          aria-label={t(projectText.filterWords)}
          placeholder={t(projectText.filterWords)}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setFinding(false);
          }}
        />
      )}
      <div className="scroll tr-scroll">
        <div role="tree" aria-label={t(projectText.project)} onKeyDown={onKeyDown} {...handlers}>
          {shown.map((item) => (
            <TreeRow
              key={item.id}
              item={item}
              isOpen={!closed.has(item.branch)}
              isCurrent={item.id === current}
              isTabStop={item.id === stop}
              actions={actionsOf(item, () => setRenaming(item.id))}
              renaming={renaming === item.id}
              menuOpen={menuOf === item.id}
              onActivate={() => activate(item)}
              onFocus={() => onLine(item.id)}
              onMenu={(open) => setMenuOf(open ? item.id : null)}
              onRenamed={(name) => {
                setRenaming(null);
                if (name !== null) renamer(item.leaf)?.(name);
                moveTo(item.id);
              }}
            />
          ))}
        </div>
        {shown.length === 0 && <p className="hint tr-empty">{t(projectText.noMatch)}</p>}
      </div>
    </>
  );
}
