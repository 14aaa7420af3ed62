import { useState, type DragEvent } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { attempt } from '../panel/actions.ts';
import { PANEL_DRAG } from '../panel/panel-drag.ts';
import { droppedAfter } from './order.ts';

/** Where a dragged panel would go: in front of a panel, or behind it. */
export interface DropPlace {
  readonly panelId: string;
  readonly side: 'before' | 'behind';
}

/** Moves panels with the pointer; the menu and Alt with the arrow keys do the same. */
export function useReorder(panels: readonly PanelView[]) {
  const [over, setOver] = useState<DropPlace | null>(null);
  const handlersOf = (panelId: string) => ({
    onDragOver(event: DragEvent<HTMLElement>) {
      if (!event.dataTransfer.types.includes(PANEL_DRAG)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      const { top, height } = event.currentTarget.getBoundingClientRect();
      const side = event.clientY < top + height / 2 ? 'before' : 'behind';
      if (over?.panelId !== panelId || over.side !== side) setOver({ panelId, side });
    },
    onDragLeave(event: DragEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(null);
    },
    onDrop(event: DragEvent<HTMLElement>) {
      const dragged = event.dataTransfer.getData(PANEL_DRAG);
      setOver(null);
      if (dragged === '' || !over) return;
      event.preventDefault();
      const afterId = droppedAfter(panels, dragged, over);
      if (afterId !== undefined) attempt(call('panel.move', { panelId: dragged, afterId }));
    },
  });
  return { over, handlersOf };
}
