import { useCallback, useRef, useState, type ReactNode, type RefObject } from 'react';
import {
  Group,
  Panel,
  Separator,
  useDefaultLayout,
  usePanelRef,
  type PanelImperativeHandle,
  type PanelSize,
} from 'react-resizable-panels';
import type { PaneSwitch } from './TitleBar.tsx';

interface Side {
  readonly label: string;
  readonly separator: string;
  readonly content: ReactNode;
}

interface SidePane extends PaneSwitch {
  readonly ref: RefObject<PanelImperativeHandle | null>;
  readonly width: number;
  onResize(size: PanelSize): void;
}

/**
 * A pane that opens and closes; what is closed cannot be reached with the keyboard.
 *
 * @param width in pixels, where it was closed before it was ever open.
 */
export function useSidePane(width: number): SidePane {
  const ref = usePanelRef();
  const wasOpen = useRef(false);
  const [isOpen, setOpen] = useState(true);
  const onResize = useCallback(({ inPixels }: PanelSize) => {
    setOpen(inPixels > 1);
    if (inPixels > 1) wasOpen.current = true;
  }, []);
  const toggle = useCallback(() => {
    const pane = ref.current;
    if (!pane?.isCollapsed()) pane?.collapse();
    else if (wasOpen.current) pane.expand();
    else pane.resize(width);
  }, [ref, width]);
  return { ref, width, isOpen, onResize, toggle };
}

const PANES = ['project', 'middle', 'inspector'];

/** Three panes side by side; the outer two close, and all remember their widths. */
export function Panes({
  left,
  right,
  leftPane,
  rightPane,
  children,
}: {
  left: Side;
  right: Side;
  leftPane: SidePane;
  rightPane: SidePane;
  children: ReactNode;
}): ReactNode {
  const layout = useDefaultLayout({ id: 'clientele.panes', panelIds: PANES, storage: localStorage });
  return (
    <Group orientation="horizontal" className="panes" {...layout}>
      <Panel
        id="project"
        panelRef={leftPane.ref}
        defaultSize={leftPane.width}
        minSize="160px"
        maxSize="400px"
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        onResize={leftPane.onResize}
      >
        {leftPane.isOpen && (
          <nav className="pane is-left" aria-label={left.label}>
            {left.content}
          </nav>
        )}
      </Panel>
      <Separator className="sep" aria-label={left.separator} />
      <Panel id="middle" minSize="400px">
        {children}
      </Panel>
      <Separator className="sep" aria-label={right.separator} />
      <Panel
        id="inspector"
        panelRef={rightPane.ref}
        defaultSize={rightPane.width}
        minSize="200px"
        maxSize="420px"
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        onResize={rightPane.onResize}
      >
        {rightPane.isOpen && (
          <aside className="pane is-right" aria-label={right.label}>
            {right.content}
          </aside>
        )}
      </Panel>
    </Group>
  );
}
