import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { usePlace, type Places } from '../app/place.tsx';
import { useProject, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { titleOf } from '../panel/say.ts';
import { sayCount } from '../project/say-count.ts';
import { inspectorText } from './inspector-text.ts';
import { lineageOf, type Ancestor } from './lineage.ts';

function open(ancestor: Ancestor, { go, focusPanel }: Places): void {
  if (ancestor.kind === 'dataset') go({ kind: 'dataset', datasetId: ancestor.id });
  else if (ancestor.kind === 'segment') go({ kind: 'segment', segmentId: ancestor.id });
  else focusPanel(ancestor.id);
}

/** Rows of what an ancestor gives first. */
function rowsOf(ancestor: Ancestor): number | null {
  if (ancestor.kind !== 'panel') return ancestor.nRows;
  return ancestor.view.run?.outputs.find(({ table }) => table !== undefined)?.table?.nRows ?? null;
}

/** What the focused panel reads, up to the datasets. */
export function LineagePart({ view, views }: { view: PanelView; views: readonly PanelView[] }): ReactNode {
  const { t, locale } = useText();
  const places = usePlace();
  const project = useProject();
  const steps = useSteps();
  if (!project) return null;
  const ancestors = lineageOf(view.panel.id, views, project);
  return (
    <section className="in-part" aria-label={t(inspectorText.lineage)}>
      <h3>{t(inspectorText.lineage)}</h3>
      <ol className="in-lineage">
        {ancestors.map((ancestor) => {
          const rows = rowsOf(ancestor);
          const isData = ancestor.kind !== 'panel';
          const name = isData ? ancestor.name : titleOf(ancestor.view.panel, steps.get(ancestor.view.panel.step), t);
          return (
            <li key={ancestor.id} className={ancestor.id === view.panel.id ? 'is-here' : undefined}>
              <button type="button" translate={isData ? 'no' : undefined} onClick={() => open(ancestor, places)}>
                {name}
              </button>
              {rows !== null && <span className="hint">{sayCount(rows, locale)}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
