import { Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { DragEvent, ReactNode } from 'react';
import { describeBackend } from '../../src-main/contract/backends.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useText } from '../i18n/i18n.tsx';
import { MerchantButton } from '../merchant/MerchantButton.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { cancelJob, runPanel, toggleCollapsed } from './actions.ts';
import { editPanel } from './edits.ts';
import { PanelMenu } from './PanelMenu.tsx';
import { PanelTitle } from './PanelTitle.tsx';
import { PANEL_DRAG } from './panel-drag.ts';
import { panelText } from './panel-text.ts';
import { showPanel, usePanelUi } from './panel-ui.ts';
import { sayBackend, sayDuration } from './say.ts';
import { StateChip } from './StateChip.tsx';

const ICON = { size: 16, stroke: 1.6 } as const;

interface PanelHeaderProps {
  readonly view: PanelView;
  readonly number: number;
  readonly title: string;
  readonly what: string;
  /** What the title is where nobody gave one. */
  readonly usualTitle: string;
}

function RunButton({ view }: { view: PanelView }): ReactNode {
  const { t } = useText();
  const { panel, jobId } = view;
  if (panel.kind === 'note' || panel.disabled) return null;
  if (jobId !== null)
    return <IconButton label={t(panelText.cancel)} icon={<IconX {...ICON} />} onClick={() => cancelJob(jobId)} />;
  const label = t(view.run ? panelText.runAgain : panelText.run);
  return <IconButton label={label} icon={<IconPlayerPlay {...ICON} />} onClick={() => runPanel(panel.id)} />;
}

function startDrag(event: DragEvent<HTMLElement>, panelId: string): void {
  event.dataTransfer.setData(PANEL_DRAG, panelId);
  event.dataTransfer.effectAllowed = 'move';
  const frame = event.currentTarget.closest('section');
  if (frame) event.dataTransfer.setDragImage(frame, 20, 20);
}

/** The line above a panel: what it is, what it does, and how it is doing. */
export function PanelHeader({ view, number, title, what, usualTitle }: PanelHeaderProps): ReactNode {
  const { t, locale } = useText();
  const { panel, run } = view;
  const { renaming } = usePanelUi(panel.id);
  const Chevron = panel.collapsed ? IconChevronRight : IconChevronDown;
  return (
    <header className="pn-head">
      <button
        type="button"
        className="pn-fold"
        aria-expanded={!panel.collapsed}
        aria-label={t(panel.collapsed ? panelText.expand : panelText.collapse)}
        onClick={() => toggleCollapsed(view)}
      >
        <Chevron size={14} stroke={1.8} aria-hidden />
      </button>
      <Tooltip label={t(panelText.drag)} openDelay={900}>
        <span className="pn-number" draggable onDragStart={(event) => startDrag(event, panel.id)}>
          {number}
        </span>
      </Tooltip>
      <h3>
        <PanelTitle
          title={title}
          editing={renaming}
          onEditing={(now) => showPanel(panel.id, { renaming: now })}
          onTitle={(given) => editPanel(panel.id, { title: given === usualTitle ? '' : given }, 'now')}
        />
      </h3>
      <span className="pn-what" title={what}>
        {what}
      </span>
      {panel.kind !== 'note' && <StateChip view={view} />}
      {panel.kind === 'note' && panel.disabled && <StateChip view={view} />}
      {run && (
        <Tooltip label={describeBackend(run.backend)}>
          <span className="pn-meta" translate="no">
            {sayDuration(run.durationMs, locale)} · {sayBackend(run.backend)}
          </span>
        </Tooltip>
      )}
      <MerchantButton view={view} />
      <RunButton view={view} />
      <PanelMenu view={view} title={title} />
    </header>
  );
}
