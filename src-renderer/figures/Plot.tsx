import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import type { Figure, ScatterPoints, ScatterWindow } from '../../src-main/contract/figure.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import type { Gesture } from './drawing.ts';
import { HoverCard } from './HoverCard.tsx';
import { PlotHost, type DragMode, type Hovered } from './plot-host.ts';
import { loadPlotly } from './plotly.ts';
import { kindOf } from './registry.ts';
import type { FigureTheme } from './theme.ts';
import './figures.css';

export interface PlotProps {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
  readonly selectedBars: ReadonlySet<number> | null;
  readonly selectedLines?: Uint8Array | null;
  readonly condition?: Predicate | null;
  readonly locale: Locale;
  readonly theme: FigureTheme;
  readonly drag: DragMode | null;
  /** While it stays, so does the range that a person zoomed to. */
  readonly revision: string;
  /** Whether what was drawn around points is still what is selected. */
  readonly outlined: boolean;
  /** Fixed height; by the figure's kind and width where absent. */
  readonly height?: number;
  readonly onGesture?: (gesture: Gesture | null, adding: boolean) => void;
  readonly onDrawn?: () => void;
  readonly onLook?: (view: ScatterWindow) => void;
  /** What can be done with the row of a drawn point that was clicked; null for nothing. */
  readonly onPick?: (point: number) => Promise<ReactNode>;
  readonly ref?: Ref<PlotHost | null>;
}

/** The width of an element, followed. */
function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}

/** A figure drawn by plotly, with a tooltip of our own: plotly's knows neither our number formats nor our theme. */
export function Plot({
  figure,
  points,
  selectedBars,
  selectedLines = null,
  condition = null,
  locale,
  theme,
  drag,
  revision,
  outlined,
  height,
  onGesture,
  onDrawn,
  onLook,
  onPick,
  ref,
}: PlotProps): ReactNode {
  const [setFrame, width] = useWidth();
  const plotRef = useRef<HTMLDivElement>(null);
  const listeners = useRef({ onGesture, onDrawn, onLook, onPick });
  const [host, setHost] = useState<PlotHost | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  /** The card that a click keeps, with what can be done. */
  const [kept, setKept] = useState<{ hovered: Hovered; tools: ReactNode } | null>(null);
  useImperativeHandle(ref, () => host as PlotHost, [host]);
  useEffect(() => {
    listeners.current = { onGesture, onDrawn, onLook, onPick };
  });
  useEffect(() => {
    let made: PlotHost | null = null;
    let gone = false;
    let under: Hovered | null = null;
    void loadPlotly().then((plotly) => {
      if (gone || !plotRef.current) return;
      made = new PlotHost(plotly, plotRef.current, {
        gesture: (gesture, adding) => listeners.current.onGesture?.(gesture, adding),
        hover(next) {
          under = next ?? under;
          setHovered(next);
        },
        picked(point) {
          const at = under;
          setKept(null);
          if (point === null || !at) return;
          listeners.current.onPick?.(point).then(
            (tools) => setKept(tools === null ? null : { hovered: at, tools }),
            () => undefined,
          );
        },
        looked: (view) => listeners.current.onLook?.(view),
      });
      setHost(made);
    });
    return () => {
      gone = true;
      made?.close();
    };
  }, []);
  const kind = kindOf(figure);
  const tall = Math.max(height ?? 0, height === undefined || kind.scrolls ? kind.height(figure, width) : 0);
  useEffect(() => {
    if (!host || width === 0) return;
    const selected = { selectedBars, selectedLines, condition };
    const drawing = kind.draw(figure, { locale, theme, width, height: tall, points, ...selected, many: 'canvas' });
    const options = { locale, selecting: kind.selecting(figure), drag, revision, outlined, width, height: tall };
    void host.draw(drawing, options).then(() => listeners.current.onDrawn?.());
  }, [
    host,
    kind,
    figure,
    points,
    selectedBars,
    selectedLines,
    condition,
    locale,
    theme,
    drag,
    revision,
    outlined,
    width,
    tall,
  ]);
  return (
    <div className="fg-plot" ref={setFrame} style={{ height: tall }}>
      <div ref={plotRef} aria-hidden="true" />
      {kept ? (
        <HoverCard hovered={kept.hovered} width={width} tools={kept.tools} onClose={() => setKept(null)} />
      ) : (
        hovered && <HoverCard hovered={hovered} width={width} />
      )}
    </div>
  );
}
