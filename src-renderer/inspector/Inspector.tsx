import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { usePlace } from '../app/place.tsx';
import { useNotebook, useProject, useSteps } from '../engine/queries.ts';
import { useText, type Words } from '../i18n/i18n.tsx';
import { ColumnsPart, type NamedTable } from './ColumnsPart.tsx';
import { inspectorText } from './inspector-text.ts';
import { LineagePart } from './LineagePart.tsx';
import { RunPart } from './RunPart.tsx';
import { SelectionPart } from './SelectionPart.tsx';
import './inspector.css';

/** The tables that a panel's shown run gave, under the names they are known by. */
function tablesOf({ panel, run }: PanelView, step: StepInfo | undefined, { t }: Words): NamedTable[] {
  return (run?.outputs ?? []).flatMap(({ id, hash, table }) => {
    const port = step?.gives[id];
    const name = panel.names[id] ?? (port ? t(port.label) : id);
    const wordsRef = { from: 'panel', panelId: panel.id, output: id } as const;
    return table ? [{ name, tableRef: { from: 'output', hash }, wordsRef, currency: table.currency }] : [];
  });
}

function PanelParts({ notebookId, panelId }: { notebookId: string; panelId: string }): ReactNode {
  const words = useText();
  const steps = useSteps();
  const views = useNotebook(notebookId);
  const view = views?.find(({ panel }) => panel.id === panelId);
  if (!views || !view || view.panel.kind === 'note') return <Nothing />;
  return (
    <>
      <ColumnsPart key={panelId} tables={tablesOf(view, steps.get(view.panel.step), words)} />
      <LineagePart view={view} views={views} />
      <RunPart view={view} />
    </>
  );
}

function DatasetParts({ datasetId }: { datasetId: string }): ReactNode {
  const dataset = useProject()?.datasets.find(({ id }) => id === datasetId);
  if (!dataset) return null;
  const { name, outputHash, columns, currency } = dataset;
  // The same reference is another table after an import, and reads otherwise after an edit of its columns.
  const content = outputHash + JSON.stringify(columns);
  return <ColumnsPart key={content} tables={[{ name, tableRef: { from: 'dataset', datasetId }, currency }]} />;
}

function Nothing(): ReactNode {
  const { t } = useText();
  return (
    <section className="in-part">
      <p className="hint">{t(inspectorText.nothing)}</p>
    </section>
  );
}

/** The pane on the right: the selection, and what is true of what has the focus. */
export function Inspector(): ReactNode {
  const { t } = useText();
  const { place, panelId } = usePlace();
  return (
    <>
      <div className="pane-head">
        <h2>{t(inspectorText.inspector)}</h2>
      </div>
      <div className="scroll in-scroll" tabIndex={0} role="region" aria-label={t(inspectorText.inspector)}>
        <SelectionPart />
        {place.kind === 'notebook' && panelId !== null ? (
          <PanelParts notebookId={place.notebookId} panelId={panelId} />
        ) : place.kind === 'dataset' ? (
          <DatasetParts datasetId={place.datasetId} />
        ) : (
          <Nothing />
        )}
      </div>
    </>
  );
}
