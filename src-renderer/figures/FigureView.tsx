import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { CardsFigure, ScatterWindow } from '../../src-main/contract/figure.ts';
import type { SelectionView } from '../../src-main/contract/project.ts';
import type { Predicate, TableRef } from '../../src-main/contract/table.ts';
import { Cards } from '../cards/Cards.tsx';
import { OpenCustomer } from '../customer/OpenCustomer.tsx';
import { call } from '../engine/call.ts';
import { Beside, firstBeside, useFigureChoices } from './Beside.tsx';
import { TableGrid } from '../grid/TableGrid.tsx';
import { useText } from '../i18n/i18n.tsx';
import type { Gesture } from './drawing.ts';
import { figureText } from './figure-text.ts';
import { FigureFrame } from './FigureFrame.tsx';
import { kindOf } from './registry.ts';
import { toggleMarks } from './selected-bars.ts';
import { ErrorLine, useAttempt } from './use-attempt.tsx';
import { useFigure, type FigureData } from './use-figure.ts';
import { useSelectedBars } from './use-selected-bars.ts';
import { useSelection } from './use-selection.ts';

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is selected, in words, with the way back. */
function SelectedNote({
  selection,
  source,
  error,
  onClear,
}: {
  selection: SelectionView | null;
  source: TableRef | null;
  error: ErrorPayload | null;
  onClear: () => void;
}): ReactNode {
  const { t } = useText();
  const shown = selection && source && sameJson(selection.source, source);
  return (
    <div role="status" className="fg-note">
      {shown && (
        <>
          {t(figureText.selected, { count: selection.nRows, all: selection.nAll })}{' '}
          <Button variant="subtle" size="compact-xs" onClick={onClear}>
            {t(figureText.clear)}
          </Button>
        </>
      )}
      <ErrorLine error={error} />
    </div>
  );
}

interface FigureViewProps {
  readonly runId: string;
  readonly output: string;
  readonly panelId: string;
  /** It stands beside another, so high. */
  readonly half?: number;
}

/** A figure of a run, linked to the selection: what is drawn around here is selected everywhere. */
export function FigureView({ runId, output, panelId, half }: FigureViewProps): ReactNode {
  const { t } = useText();
  const { data, error, again, look } = useFigure(runId, output);
  // Cards stay while those of a new run are read: an edit runs the panel, and what one reads must not jump away.
  const [last, setLast] = useState<CardsFigure | null>(null);
  const cards = data?.figure.kind === 'cards' ? data.figure : data ? null : last;
  if (cards !== last && !error) setLast(cards);
  if (cards && !error) return <Cards figure={cards} panelId={panelId} />;
  if (data) return <LinkedFigure {...{ data, panelId, output, half }} revision={`${runId} ${output}`} onLook={look} />;
  return (
    <div className="fg-wait" style={{ height: 240 }} role={error ? 'alert' : 'status'}>
      {error ? (
        <span>
          {t(figureText.failed)} <ErrorLine error={toErrorPayload(error)} />{' '}
          <Button variant="default" size="compact-xs" onClick={again}>
            {t(figureText.again)}
          </Button>
        </span>
      ) : (
        t(figureText.waiting)
      )}
    </div>
  );
}

interface LinkedFigureProps {
  readonly data: FigureData;
  readonly panelId: string;
  readonly output: string;
  readonly half?: number;
  readonly revision: string;
  readonly onLook: (view: ScatterWindow) => void;
}

function LinkedFigure({ data, panelId, output, half, revision, onLook }: LinkedFigureProps): ReactNode {
  const { figure, points, link } = data;
  const choices = useFigureChoices();
  const own = { panelId, output };
  const selection = useSelection();
  const { attempt, error } = useAttempt();
  const selectedBars = useSelectedBars(figure, panelId, selection);
  /** The last condition that was drawn here: its outline stays while it is what is selected. */
  const [drawn, setDrawn] = useState<Predicate | null>(null);
  const table = figure.kind === 'scatter' ? figure.table : 'select' in figure ? figure.select?.table : undefined;
  const source = useMemo(
    (): TableRef | null => link?.source ?? (table === undefined ? null : { from: 'panel', panelId, output: table }),
    [panelId, table, link],
  );
  /** What is selected in this figure's own table. */
  const condition = selection && source && sameJson(selection.source, source) ? selection.predicate : null;
  const pick = async (point: number): Promise<ReactNode> => {
    const row = points?.rows[point];
    if (!source || row === undefined) return null;
    const { info, rows } = await call('table.page', { ref: source, offset: row, limit: 1 });
    const id = rows[0]?.[info.columns.findIndex(({ role }) => role === 'customerId')];
    return typeof id === 'string' ? <OpenCustomer customerId={id} /> : null;
  };
  const outlined = selection !== null && drawn !== null && sameJson(selection.predicate, drawn);
  const select = (made: Gesture | null, adding: boolean): void => {
    const marks = made?.kind === 'marks' ? toggleMarks(selectedBars, made.indices, adding) : null;
    const meant = made?.kind === 'marks' ? marks && { kind: 'marks' as const, indices: marks } : made;
    const found = meant && kindOf(figure).select(figure, meant, condition);
    // Brushes are drawn from the condition itself.
    setDrawn(found && figure.kind === 'scatter' ? found.predicate : null);
    if (!found && !selection) return;
    attempt(
      call('selection.set', {
        selection: found && source ? { source, predicate: found.predicate, origin: panelId } : null,
      }),
    );
  };
  return (
    <FigureFrame
      {...{ figure, points, link, selectedBars, condition, outlined, revision, onLook }}
      half={half}
      beside={
        firstBeside(choices, own)
          ? (height) => (
              <Beside own={own} choices={choices}>
                {({ runId, output: other, panelId: of }) => (
                  <FigureView key={`${runId} ${other}`} {...{ runId, output: other, panelId: of }} half={height} />
                )}
              </Beside>
            )
          : undefined
      }
      onPick={pick}
      onGesture={source ? select : undefined}
      table={figure.kind === 'scatter' && source ? <TableGrid tableRef={source} origin={panelId} /> : undefined}
      note={
        source && (
          <SelectedNote
            selection={selection}
            source={source}
            error={error}
            onClear={() => attempt(call('selection.set', { selection: null }))}
          />
        )
      }
    />
  );
}
