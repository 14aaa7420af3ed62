import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Figure, FigureLink, ScatterPoints, ScatterWindow } from '../../src-main/contract/figure.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import { formatLabel } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { useTheme } from '../theme/theme.tsx';
import type { Gesture } from './drawing.ts';
import { onFigureKey } from './figure-keys.ts';
import { figureText } from './figure-text.ts';
import { FigureNumbers } from './FigureNumbers.tsx';
import { FigureTools, type SaveFormat } from './FigureTools.tsx';
import { FullScreen } from './FullScreen.tsx';
import { Plot } from './Plot.tsx';
import type { DragMode, PlotHost } from './plot-host.ts';
import { loadPlotly } from './plotly.ts';
import { kindOf } from './registry.ts';
import { countMarks } from './selected-bars.ts';
import { figureCsv, figurePicture, fileName, saveFile } from './save.ts';
import { LIGHT_THEME, readTheme } from './theme.ts';
import { ErrorLine, useAttempt } from './use-attempt.tsx';
import { useNearViewport } from './use-near-viewport.ts';

export interface FigureFrameProps {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
  readonly selectedBars?: ReadonlySet<number> | null;
  /** How the rows of a parallel figure stand to the selection. */
  readonly link?: FigureLink | null;
  /** What is selected in the figure's own table. */
  readonly condition?: Predicate | null;
  /** Whether what was drawn around points here is still what is selected. */
  readonly outlined?: boolean;
  /** What stays the same while the figure does, so that zoom is kept. */
  readonly revision: string;
  /** Absent where nothing can be selected, such as a figure that is still forming. */
  readonly onGesture?: (gesture: Gesture | null, adding: boolean) => void;
  /** Told what is seen after one zoomed or moved. */
  readonly onLook?: (view: ScatterWindow) => void;
  /** What can be done with the row of a point that was clicked. */
  readonly onPick?: (point: number) => Promise<ReactNode>;
  /** What stands in place of the numbers, such as the whole table behind a scatter. */
  readonly table?: ReactNode;
  /** Below the picture: what is selected. */
  readonly note?: ReactNode;
  /** Another figure, for the right half of the window; absent where there is none. @param height of what it may draw. */
  readonly beside?: (height: number) => ReactNode;
  /** It stands beside another: so high, without a way to the whole window. */
  readonly half?: number;
}

const HEAD_HEIGHT = 96;
/** What says which figures stand side by side. */
const PAIR_HEAD = 40;
/** The width of a figure in a notebook, for the room it is given before it is drawn. */
const USUAL_WIDTH = 760;

/** What the arrow keys go through: marks, or axes. */
const nMarksOf = (figure: Figure): number => (figure.kind === 'parallel' ? figure.axes.length : countMarks(figure));

/** Points that a log axis cannot show. */
function countHidden(figure: Figure, points: ScatterPoints | null): number {
  if (figure.kind !== 'scatter' || !points) return 0;
  const hidden = (side: 'x' | 'y', i: number): boolean => figure[side].scale === 'log' && points[side][i]! <= 0;
  let count = 0;
  for (let i = 0; i < points.rows.length; i++) if (hidden('x', i) || hidden('y', i)) count++;
  return count;
}

/** The line below the title: the method, and the rows that are drawn. */
function useSubtitle(figure: Figure, points: ScatterPoints | null): string {
  const { locale, t } = useText();
  const hidden = useMemo(() => countHidden(figure, points), [figure, points]);
  const parts = figure.subtitle ? [formatLabel(figure.subtitle, locale)] : [];
  if (points?.window) {
    const { nRows: inside } = points.window;
    const counts = { drawn: points.rows.length, inside, rows: points.nRows, seed: points.sampleSeed ?? 0 };
    parts.push(t(points.sampleSeed === null ? figureText.drawnHere : figureText.drawnSomeHere, counts));
  } else if (points && points.sampleSeed !== null)
    parts.push(t(figureText.drawnSome, { drawn: points.rows.length, rows: points.nRows, seed: points.sampleSeed }));
  else if (points && !figure.subtitle) parts.push(t(figureText.drawnAll, { rows: points.nRows }));
  if (hidden > 0) parts.push(t(figureText.notOnLog, { count: hidden }));
  return parts.join(' · ');
}

/** The keys that work in a figure, in words. */
const keysOf = (selecting: string, zooms: boolean) =>
  selecting === 'marks'
    ? figureText.keysMarks
    : selecting === 'axes'
      ? figureText.keysAxes
      : selecting === 'area'
        ? figureText.keysArea
        : zooms
          ? figureText.keysZoom
          : null;

/** A figure with its finding, its method, its tools, and words for those who do not see it. */
export function FigureFrame(props: FigureFrameProps): ReactNode {
  const [shown, setShown] = useState<'inside' | 'full' | 'pair'>('inside');
  const [wasFull, setWasFull] = useState(false);
  const { locale, t } = useText();
  const { beside, half } = props;
  const leave = (): void => {
    setShown('inside');
    setWasFull(true);
  };
  const toPair = beside && (() => setShown(shown === 'pair' ? 'full' : 'pair'));
  if (half !== undefined) return <FigureBody {...props} isFull wasFull={false} height={half - HEAD_HEIGHT} />;
  if (shown === 'inside')
    return <FigureBody {...props} isFull={false} wasFull={wasFull} onFull={() => setShown('full')} onBeside={toPair} />;
  const body = (height: number): ReactNode => (
    <FigureBody {...props} isFull wasFull={false} height={height - HEAD_HEIGHT} onFull={leave} onBeside={toPair} />
  );
  return (
    <FullScreen label={formatLabel(props.figure.title, locale)} onClose={leave}>
      {(height) =>
        shown === 'pair' && beside ? (
          <div className="fg-pair">
            <div>
              <p className="fg-pair-how">{t(figureText.besideHow)}</p>
              {body(height - PAIR_HEAD)}
            </div>
            <div>{beside(height - PAIR_HEAD)}</div>
          </div>
        ) : (
          body(height)
        )
      }
    </FullScreen>
  );
}

interface FigureBodyProps extends FigureFrameProps {
  readonly isFull: boolean;
  readonly wasFull: boolean;
  readonly height?: number;
  readonly onFull?: () => void;
  readonly onBeside?: () => void;
}

function FigureBody({
  figure,
  points,
  selectedBars = null,
  link = null,
  condition = null,
  outlined = false,
  revision,
  onGesture,
  onLook,
  onPick,
  table,
  note,
  isFull,
  wasFull,
  height,
  onFull,
  onBeside,
}: FigureBodyProps): ReactNode {
  const { locale, t } = useText();
  const { scheme } = useTheme();
  const kind = kindOf(figure);
  const selecting = onGesture ? kind.selecting(figure) : 'none';
  const [drag, setDrag] = useState<DragMode | null>(
    selecting === 'area'
      ? 'lasso'
      : selecting === 'marks' || selecting === 'axes'
        ? 'select'
        : kind.zooms
          ? 'zoom'
          : null,
  );
  const [asTable, setAsTable] = useState(false);
  const [active, setActive] = useState(-1);
  const host = useRef<PlotHost | null>(null);
  const frame = useRef<HTMLElement>(null);
  const { attempt, error } = useAttempt();
  const near = useNearViewport(frame);
  const subtitle = useSubtitle(figure, points);
  const ids = { title: useId(), summary: useId(), keys: useId() };
  // The tokens follow the scheme, so they are read again whenever it changes.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const theme = useMemo(() => readTheme(document.body), [scheme]);
  const title = formatLabel(figure.title, locale);
  const keys = keysOf(selecting, kind.zooms);
  const save = async (format: SaveFormat, asShown: boolean): Promise<void> => {
    if (format === 'csv')
      return saveFile(fileName(title, 'csv'), new Blob([figureCsv(figure, points, locale)], { type: 'text/csv' }));
    const picture = await figurePicture(
      await loadPlotly(),
      { figure, points, locale, subtitle, theme: asShown ? theme : LIGHT_THEME },
      format,
    );
    saveFile(fileName(title, format), picture);
  };
  const gesture = (made: Gesture | null, adding: boolean): void => onGesture?.(made, adding);
  const tools = {
    selecting,
    zooms: kind.zooms,
    drag,
    asTable,
    isFull,
    wasFull,
    onDrag: setDrag,
    onFull,
    onBeside,
    onTable: () => setAsTable(!asTable),
    onReset: () => void host.current?.resetZoom(),
    onSave: (format: SaveFormat, asShown: boolean) => attempt(save(format, asShown)),
  };
  return (
    <figure className="fg" ref={frame} aria-labelledby={ids.title} style={{ margin: 0 }}>
      <div className="fg-head">
        <figcaption className="fg-words">
          <h4 className="fg-title" id={ids.title}>
            {title}
          </h4>
          {subtitle !== '' && <p className="fg-sub">{subtitle}</p>}
        </figcaption>
        <FigureTools {...tools} />
      </div>
      {asTable ? (
        <div className="fg-body">{table ?? <FigureNumbers figure={figure} points={points} />}</div>
      ) : (
        <div
          className="fg-body"
          role="group"
          tabIndex={0}
          aria-labelledby={ids.title}
          aria-describedby={keys ? `${ids.summary} ${ids.keys}` : ids.summary}
          onKeyDown={(event) =>
            onFigureKey(event, {
              host: host.current,
              selecting,
              isFull,
              zooms: kind.zooms,
              nMarks: nMarksOf(figure),
              active,
              setActive,
              gesture,
            })
          }
        >
          {near || isFull ? (
            <Plot
              ref={host}
              {...{ figure, points, selectedBars, condition, locale, theme, drag, revision, outlined, height }}
              selectedLines={link?.selected ?? null}
              onGesture={gesture}
              onLook={onLook}
              onPick={onPick}
            />
          ) : (
            <div className="fg-wait" style={{ height: kind.height(figure, USUAL_WIDTH) }}>
              {t(figureText.waiting)}
            </div>
          )}
          <p className="fg-hidden" id={ids.summary}>
            {formatLabel(figure.summary, locale)}
          </p>
          {keys && (
            <p className="fg-hidden" id={ids.keys}>
              {t(keys)}
            </p>
          )}
        </div>
      )}
      <ErrorLine error={error} />
      {note}
    </figure>
  );
}
