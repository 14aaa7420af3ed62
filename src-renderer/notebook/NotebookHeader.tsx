import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconCircleCheck,
  IconDots,
  IconFileText,
  IconFold,
  IconList,
  IconPencil,
  IconPlayerPlay,
  IconSitemap,
  IconTemplate,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Notebook, PanelView } from '../../src-main/contract/project.ts';
import { startCommand } from '../app/commands.ts';
import { openDialog } from '../app/dialogs.ts';
import { notify } from '../app/notices.ts';
import { call } from '../engine/call.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt, cancelJob, runStale } from '../panel/actions.ts';
import { editPanel } from '../panel/edits.ts';
import { PanelTitle } from '../panel/PanelTitle.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { notebookText } from './notebook-text.ts';
import { countStale } from './order.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

interface NotebookHeaderProps {
  readonly notebook: Notebook;
  readonly panels: readonly PanelView[];
  readonly isGraph: boolean;
  onGraph(): void;
}

/** The name of a notebook, and what is done with it as a whole. */
export function NotebookHeader({ notebook, panels, isGraph, onGraph }: NotebookHeaderProps): ReactNode {
  const { t } = useText();
  const [renaming, setRenaming] = useState(false);
  const rename = (title: string): void => {
    if (title !== '') attempt(call('notebook.rename', { notebookId: notebook.id, title }));
  };
  return (
    <header className="nb-head" tabIndex={-1}>
      <h2>
        <PanelTitle title={notebook.title} editing={renaming} onEditing={setRenaming} onTitle={rename} />
      </h2>
      <span className="nb-space" />
      <RunButton notebookId={notebook.id} panels={panels} />
      <IconButton
        label={t(isGraph ? notebookText.list : notebookText.graph)}
        icon={isGraph ? <IconList size={16} stroke={1.6} /> : <IconSitemap size={16} stroke={1.6} />}
        pressed={isGraph}
        onClick={onGraph}
      />
      <NotebookMenu {...{ notebook, panels }} onRename={() => setRenaming(true)} />
    </header>
  );
}

function RunButton({ notebookId, panels }: { notebookId: string; panels: readonly PanelView[] }): ReactNode {
  const { t } = useText();
  const jobIds = panels.flatMap(({ jobId }) => jobId ?? []);
  const nStale = countStale(panels);
  if (jobIds.length > 0) {
    return (
      <Button variant="default" leftSection={<IconX {...ICON} />} onClick={() => jobIds.forEach(cancelJob)}>
        {t(notebookText.cancelAll, { n: jobIds.length })}
      </Button>
    );
  }
  if (nStale === 0) {
    const isEmpty = panels.every(({ panel }) => panel.kind === 'note');
    return isEmpty ? null : (
      <span className="nb-current">
        <IconCircleCheck {...ICON} aria-hidden /> {t(notebookText.upToDate)}
      </span>
    );
  }
  return (
    <Button variant="default" leftSection={<IconPlayerPlay {...ICON} />} onClick={() => runStale(notebookId)}>
      {t(notebookText.runStale, { n: nStale })}
    </Button>
  );
}

interface NotebookMenuProps {
  readonly notebook: Notebook;
  readonly panels: readonly PanelView[];
  onRename(): void;
}

function NotebookMenu({ notebook, panels, onRename }: NotebookMenuProps): ReactNode {
  const { t } = useText();
  const isFolded = panels.length > 0 && panels.every(({ panel }) => panel.collapsed);
  const foldAll = (): void => {
    for (const { panel } of panels) {
      if (panel.collapsed === isFolded) editPanel(panel.id, { collapsed: !isFolded }, 'now');
    }
  };
  const remove = async (): Promise<void> => {
    await call('notebook.delete', { notebookId: notebook.id });
    notify({
      id: 'notebook-deleted',
      tone: 'info',
      text: notebookText.deleted,
      values: { title: notebook.title },
      actions: [{ title: notebookText.undo, run: () => void startCommand('history.undo') }],
    });
  };
  return (
    <Menu position="bottom-end" width={220} returnFocus={false}>
      <Menu.Target>
        <ActionIcon aria-label={t(notebookText.menu)}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={onRename}>
          {t(notebookText.rename)}
        </Menu.Item>
        <Menu.Item leftSection={<IconFold {...ICON} />} disabled={panels.length === 0} onClick={foldAll}>
          {t(isFolded ? notebookText.expandAll : notebookText.collapseAll)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTemplate {...ICON} />}
          onClick={() => openDialog({ kind: 'saveTemplate', notebookId: notebook.id })}
        >
          {t(notebookText.saveTemplate)}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileText {...ICON} />}
          onClick={() => openDialog({ kind: 'report', notebookId: notebook.id })}
        >
          {t(notebookText.report)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item className="pn-danger" leftSection={<IconTrash {...ICON} />} onClick={() => attempt(remove())}>
          {t(notebookText.delete)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
