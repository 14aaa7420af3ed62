import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { ScatterWindow } from '../../src-main/contract/figure.ts';
import type { SelectionView } from '../../src-main/contract/project.ts';
import type { Predicate, TableRef } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';
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
}

/** A figure of a run, linked to the selection: what is drawn around here is selected everywhere. */
export function FigureView({ runId, output, panelId }: FigureViewProps): ReactNode {
  const { t } = useText();
  const { data, error, again, look } = useFigure(runId, output);
  if (data) return <LinkedFigure data={data} panelId={panelId} revision={`${runId} ${output}`} onLook={look} />;
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
  readonly revision: string;
  readonly onLook: (view: ScatterWindow) => void;
}

function LinkedFigure({ data, panelId, revision, onLook }: LinkedFigureProps): ReactNode {
  const { figure, points } = data;
  const selection = useSelection();
  const { attempt, error } = useAttempt();
  const selectedBars = useSelectedBars(figure, panelId, selection);
  /** The last condition that was drawn here: its outline stays while it is what is selected. */
  const [drawn, setDrawn] = useState<Predicate | null>(null);
  const table = figure.kind === 'scatter' ? figure.table : 'select' in figure ? figure.select?.table : undefined;
  const source = useMemo(
    (): TableRef | null => (table === undefined ? null : { from: 'panel', panelId, output: table }),
    [panelId, table],
  );
  const outlined = selection !== null && drawn !== null && sameJson(selection.predicate, drawn);
  const select = (made: Gesture | null, adding: boolean): void => {
    const marks = made?.kind === 'marks' ? toggleMarks(selectedBars, made.indices, adding) : null;
    const meant = made?.kind === 'marks' ? marks && { kind: 'marks' as const, indices: marks } : made;
    const found = meant && kindOf(figure).select(figure, meant);
    setDrawn(found && meant.kind !== 'marks' ? found.predicate : null);
    if (!found && !selection) return;
    attempt(
      call('selection.set', {
        selection: found && source ? { source, predicate: found.predicate, origin: panelId } : null,
      }),
    );
  };
  return (
    <FigureFrame
      {...{ figure, points, selectedBars, outlined, revision, onLook }}
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
