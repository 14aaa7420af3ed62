import { Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconLoader2,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProjectView } from '../../src-main/contract/project.ts';
import type { Message } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { useTheme } from '../theme/theme.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Keys } from '../ui/Keys.tsx';
import { openDialog } from './dialogs.ts';
import { useEngineState } from './engine-state.ts';
import { frameText } from './frame-text.ts';
import { redo, undo } from './history.ts';
import { Logo } from './Logo.tsx';

const ICON = { size: 16, stroke: 1.6 } as const;

export interface PaneSwitch {
  readonly isOpen: boolean;
  toggle(): void;
}

function Saved(): ReactNode {
  const { t } = useText();
  const isReady = useEngineState().state === 'ready';
  return (
    <Tooltip label={t(frameText.savedHelp)} multiline maw={300} disabled={!isReady}>
      <span className="saved">
        {isReady ? <IconCheck size={13} stroke={2} /> : <IconLoader2 size={13} stroke={2} className="spin" />}
        {t(isReady ? frameText.saved : frameText.waiting)}
      </span>
    </Tooltip>
  );
}

function History({ project }: { project: ProjectView }): ReactNode {
  const { t, label } = useText();
  const render = (message: Message): string => label(message);
  const named = (what: Message | null, some: typeof frameText.undo, none: typeof frameText.undo): string =>
    what ? t(some, { what: render(what) }) : t(none);
  return (
    <div className="title-group">
      <IconButton
        label={named(project.undo, frameText.undo, frameText.nothingToUndo)}
        icon={<IconArrowBackUp {...ICON} />}
        disabled={!project.undo}
        onClick={() => void undo(render)}
      />
      <IconButton
        label={named(project.redo, frameText.redo, frameText.nothingToRedo)}
        icon={<IconArrowForwardUp {...ICON} />}
        disabled={!project.redo}
        onClick={() => void redo(render)}
      />
    </div>
  );
}

function Appearance(): ReactNode {
  const { t, locale, setLocale } = useText();
  const { scheme, setChoice } = useTheme();
  const isDark = scheme === 'dark';
  return (
    <>
      <Tooltip label={t(frameText.changeLanguage)}>
        <Button
          variant="subtle"
          color="gray"
          lang={locale === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}
        >
          {locale === 'zh' ? 'EN' : '中文'}
        </Button>
      </Tooltip>
      <IconButton
        label={t(isDark ? frameText.toLight : frameText.toDark)}
        icon={isDark ? <IconMoon {...ICON} /> : <IconSun {...ICON} />}
        onClick={() => setChoice(isDark ? 'light' : 'dark')}
      />
    </>
  );
}

/** The bar on top: whose data this is, a way to everything, and how the window looks. */
export function TitleBar({
  project,
  left,
  right,
}: {
  project: ProjectView | null;
  left: PaneSwitch;
  right: PaneSwitch;
}): ReactNode {
  const { t } = useText();
  return (
    <header className="title">
      <div className="title-side">
        {project && (
          <IconButton
            label={t(left.isOpen ? frameText.hideProject : frameText.showProject)}
            icon={<IconLayoutSidebar {...ICON} />}
            pressed={left.isOpen}
            onClick={left.toggle}
          />
        )}
        <Logo />
        <h1 title={project?.path}>{project?.name ?? t(frameText.product)}</h1>
        {project && <Saved />}
      </div>
      <button type="button" className="search" onClick={() => openDialog({ kind: 'palette' })}>
        <IconSearch size={14} stroke={1.8} aria-hidden />
        <span>{t(frameText.search)}</span>
        <Keys keys="Ctrl+K" />
      </button>
      <div className="title-side is-end">
        {project && <History project={project} />}
        <Appearance />
        {project && (
          <IconButton
            label={t(right.isOpen ? frameText.hideInspector : frameText.showInspector)}
            icon={<IconLayoutSidebarRight {...ICON} />}
            pressed={right.isOpen}
            onClick={right.toggle}
          />
        )}
      </div>
    </header>
  );
}
