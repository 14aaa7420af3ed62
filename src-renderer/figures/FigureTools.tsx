import { Menu, ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowsMove, IconColumns2, IconDownload, IconLasso, IconMaximize, IconMinimize, IconPhoto, IconSquareDashed, IconTable, IconZoomIn, IconZoomReset,
} from '@tabler/icons-react'; // prettier-ignore
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import type { Selecting } from './drawing.ts';
import { figureText } from './figure-text.ts';
import type { DragMode } from './plot-host.ts';
import { ToolButton } from './ToolButton.tsx';

const ICON = { size: 16, stroke: 1.6 } as const;

/** What can be saved of a figure. */
export type SaveFormat = 'png' | 'svg' | 'csv';

interface FigureToolsProps {
  readonly selecting: Selecting;
  readonly zooms: boolean;
  readonly drag: DragMode | null;
  readonly asTable: boolean;
  readonly isFull: boolean;
  /** Whether it was shown over the whole window before: the focus comes back to where it left. */
  readonly wasFull: boolean;
  /** Absent where no other figure can stand beside it. */
  readonly onBeside?: () => void;
  onDrag(mode: DragMode): void;
  onReset(): void;
  onSave(format: SaveFormat, asShown: boolean): void;
  onTable(): void;
  /** Absent where it stands beside another. */
  readonly onFull?: () => void;
}

/** Arrow keys move between the tools; Tab leaves them. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}

function SaveMenu({ onSave }: Pick<FigureToolsProps, 'onSave'>): ReactNode {
  const { t } = useText();
  const [asShown, setAsShown] = useState(false);
  const name = t(figureText.download);
  return (
    <Menu position="bottom-end" shadow="none" width={230} transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <Tooltip label={name}>
          <ActionIcon variant="subtle" color="gray" aria-label={name}>
            <IconDownload {...ICON} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown aria-label={name}>
        <Menu.Item onClick={() => onSave('png', asShown)}>{t(figureText.png)}</Menu.Item>
        <Menu.Item onClick={() => onSave('svg', asShown)}>{t(figureText.svg)}</Menu.Item>
        <Menu.Item onClick={() => onSave('csv', asShown)}>{t(figureText.csv)}</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={asShown}
          closeMenuOnClick={false}
          rightSection={asShown ? '✓' : undefined}
          onClick={() => setAsShown(!asShown)}
        >
          {t(figureText.asShown)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What one can do with a figure; only what works for its kind is shown. */
export function FigureTools({
  selecting,
  zooms,
  drag,
  asTable,
  isFull,
  wasFull,
  onDrag,
  onReset,
  onSave,
  onTable,
  onBeside,
  onFull,
}: FigureToolsProps): ReactNode {
  const { t } = useText();
  const modes: { mode: DragMode; label: string; icon: ReactNode }[] = [
    ...(selecting === 'area'
      ? [{ mode: 'lasso' as const, label: t(figureText.lasso), icon: <IconLasso {...ICON} /> }]
      : []),
    ...(selecting === 'none'
      ? []
      : [
          {
            mode: 'select' as const,
            label: t(selecting === 'axes' ? figureText.brush : figureText.box),
            icon: <IconSquareDashed {...ICON} />,
          },
        ]),
    ...(zooms ? [{ mode: 'zoom' as const, label: t(figureText.zoom), icon: <IconZoomIn {...ICON} /> }] : []),
    ...(zooms ? [{ mode: 'pan' as const, label: t(figureText.pan), icon: <IconArrowsMove {...ICON} /> }] : []),
  ];
  return (
    <div className="fg-tools" role="toolbar" aria-label={t(figureText.tools)} onKeyDown={moveFocus}>
      {!asTable &&
        modes.map(({ mode, label, icon }) => (
          <ToolButton key={mode} label={label} icon={icon} pressed={drag === mode} onClick={() => onDrag(mode)} />
        ))}
      {!asTable && zooms && (
        <ToolButton label={t(figureText.reset)} icon={<IconZoomReset {...ICON} />} onClick={onReset} />
      )}
      <ToolButton
        label={t(asTable ? figureText.picture : figureText.table)}
        icon={asTable ? <IconPhoto {...ICON} /> : <IconTable {...ICON} />}
        onClick={onTable}
      />
      <SaveMenu onSave={onSave} />
      {onBeside && <ToolButton label={t(figureText.beside)} icon={<IconColumns2 {...ICON} />} onClick={onBeside} />}
      {onFull && (
        <ToolButton
          autoFocus={wasFull}
          label={t(isFull ? figureText.leaveFull : figureText.full)}
          icon={isFull ? <IconMinimize {...ICON} /> : <IconMaximize {...ICON} />}
          onClick={onFull}
        />
      )}
    </div>
  );
}
