import { ActionIcon, Menu, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBrain,
  IconChevronRight,
  IconDots,
  IconHistory,
  IconNotebook,
  IconTable,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { projectText } from './project-text.ts';
import { sayCount } from './say-count.ts';
import type { TreeAction } from './tree-actions.ts';
import type { Leaf, TreeItem } from './tree-model.ts';

const ICON = { size: 14, stroke: 1.8, 'aria-hidden': true } as const;
const ICONS: Readonly<Record<Leaf['kind'], ReactNode>> = {
  dataset: <IconTable {...ICON} />,
  rejects: <IconAlertTriangle {...ICON} />,
  notebook: <IconNotebook {...ICON} />,
  model: <IconBrain {...ICON} />,
  segment: <IconUsersGroup {...ICON} />,
  runs: <IconHistory {...ICON} />,
  offer: null,
};

function RenameField({ name, onDone }: { name: string; onDone: (name: string | null) => void }): ReactNode {
  const { t } = useText();
  const [typed, setTyped] = useState(name);
  const finish = (): void => onDone(typed.trim() === '' || typed.trim() === name ? null : typed.trim());
  return (
    <TextInput
      className="tr-rename"
      aria-label={t(projectText.nameOf, { name })}
      value={typed}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') onDone(null);
      }}
    />
  );
}

/** Gone at once, so that the tree sees that the focus is free. */
const NO_MOTION = { duration: 0 } as const;

function RowMenu({
  name,
  actions,
  opened,
  onOpened,
}: {
  name: string;
  actions: readonly TreeAction[];
  opened: boolean;
  onOpened: (opened: boolean) => void;
}): ReactNode {
  const { t } = useText();
  return (
    <Menu
      position="bottom-end"
      width={180}
      opened={opened}
      onChange={onOpened}
      returnFocus={false}
      transitionProps={NO_MOTION}
    >
      <Menu.Target>
        <ActionIcon
          className="tr-more"
          size={22}
          tabIndex={-1}
          aria-label={t(projectText.menuOf, { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={14} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        {actions.map((action) => (
          <Menu.Item key={action.id} color={action.id === 'delete' ? 'var(--red)' : undefined} onClick={action.run}>
            {t(action.title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function lookOf({ leaf }: TreeItem): string {
  if (leaf === null || leaf.kind === 'runs') return 'tr is-heading';
  if (leaf.kind !== 'offer') return 'tr';
  return leaf.command === null ? 'tr is-hint' : 'tr is-offer';
}

export interface TreeRowProps {
  readonly item: TreeItem;
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
  readonly isTabStop: boolean;
  readonly actions: readonly TreeAction[];
  readonly renaming: boolean;
  readonly menuOpen: boolean;
  onActivate(): void;
  onFocus(): void;
  onMenu(open: boolean): void;
  onRenamed(name: string | null): void;
}

/** One line of the tree. */
export function TreeRow(props: TreeRowProps): ReactNode {
  const { item, isOpen, isCurrent, isTabStop, actions, renaming, menuOpen } = props;
  const { t, locale } = useText();
  const name = typeof item.name === 'string' ? item.name : t(item.name);
  const isHeading = item.leaf === null;
  return (
    <div
      role="treeitem"
      id={`tree-${item.id}`}
      className={lookOf(item)}
      data-level={item.level}
      aria-level={item.level}
      aria-expanded={isHeading ? isOpen : undefined}
      aria-selected={isCurrent}
      tabIndex={isTabStop ? 0 : -1}
      onClick={props.onActivate}
      onFocus={props.onFocus}
      onContextMenu={(event) => {
        event.preventDefault();
        if (actions.length > 0) props.onMenu(true);
      }}
    >
      <span className="tr-mark">
        {isHeading && <IconChevronRight {...ICON} className={isOpen ? 'tr-chevron is-open' : 'tr-chevron'} />}
        {item.level === 1 && item.leaf && ICONS[item.leaf.kind]}
      </span>
      {item.level > 1 && item.leaf && <span className="tr-icon">{ICONS[item.leaf.kind]}</span>}
      {renaming ? (
        <RenameField name={name} onDone={props.onRenamed} />
      ) : (
        <span className="tr-name" translate={typeof item.name === 'string' ? 'no' : undefined}>
          {name}
        </span>
      )}
      {item.count !== null && !renaming && <span className="tr-count">{sayCount(item.count, locale)}</span>}
      {actions.length > 1 && !renaming && (
        <RowMenu name={name} actions={actions} opened={menuOpen} onOpened={props.onMenu} />
      )}
    </div>
  );
}
