import { Button } from '@mantine/core';
import { useQuery, useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PanelView, Segment } from '../../src-main/contract/project.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useProject, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { titleOf } from '../panel/say.ts';
import { projectText } from './project-text.ts';

/** The panels of all notebooks that read a segment. */
function useReaders(segmentId: string): readonly PanelView[] {
  const notebooks = useProject()?.notebooks ?? [];
  return useQueries({
    queries: notebooks.map(({ id }) => ({
      queryKey: ['notebook.view', { notebookId: id }],
      queryFn: () => call('notebook.view', { notebookId: id }),
    })),
    combine: (answers) =>
      answers
        .flatMap(({ data }) => data ?? [])
        .filter(({ panel }) =>
          Object.values(panel.inputs).some((refs) =>
            refs.some((ref) => ref.from === 'segment' && ref.segmentId === segmentId),
          ),
        ),
  });
}

/** The panels that read a segment; each leads to itself. */
export function Readers({ segmentId }: { segmentId: string }): ReactNode {
  const { t } = useText();
  const { go, focusPanel } = usePlace();
  const steps = useSteps();
  const readers = useReaders(segmentId);
  if (readers.length === 0) return <p className="hint">{t(projectText.notUsed)}</p>;
  return (
    <div className="page-links">
      {readers.map(({ panel }) => (
        <Button
          key={panel.id}
          variant="default"
          onClick={() => {
            go({ kind: 'notebook', notebookId: panel.notebookId });
            focusPanel(panel.id);
          }}
        >
          {titleOf(panel, steps.get(panel.step), t)}
        </Button>
      ))}
    </div>
  );
}

/** The members that a segment shares with the others of the project. */
export function Overlap({ segment }: { segment: Segment }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const segments = useProject()?.segments ?? [];
  // What is shared is a matter of members alone: renaming asks nothing anew.
  const members = segments.map(({ id, membersHash }) => [id, membersHash]);
  const { data: shared } = useQuery({
    queryKey: ['segment.overlap', segment.id, members],
    queryFn: ({ signal }) => call('segment.overlap', { segmentId: segment.id }, signal),
  });
  if (shared?.length === 0) return <p className="hint">{t(projectText.noOverlap)}</p>;
  return (
    <div className="page-links">
      {shared?.map(({ segmentId, nCommon }) => (
        <Button key={segmentId} variant="default" onClick={() => go({ kind: 'segment', segmentId })}>
          {t(projectText.overlapOf, {
            name: segments.find(({ id }) => id === segmentId)?.name ?? '',
            n: nCommon,
            share: { percent: nCommon / Math.max(1, segment.count), digits: 0 },
          })}
        </Button>
      ))}
    </div>
  );
}
