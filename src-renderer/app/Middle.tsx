import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import type { ProjectView } from '../../src-main/contract/project.ts';
import { loadPlotly } from '../figures/plotly.ts';
import { useText } from '../i18n/i18n.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { frameText } from './frame-text.ts';
import { usePlace, type Place } from './place.tsx';
import { StartScreen } from './start/StartScreen.tsx';

const loadNotebookView = () =>
  import('../notebook/NotebookView.tsx').then(({ NotebookView }) => ({ default: NotebookView }));
const NotebookView = lazy(loadNotebookView);
const DatasetView = lazy(() => import('../data/DatasetView.tsx').then(({ DatasetView }) => ({ default: DatasetView })));
const SegmentView = lazy(() =>
  import('../project/SegmentView.tsx').then(({ SegmentView }) => ({ default: SegmentView })),
);
const CustomerView = lazy(() =>
  import('../customer/CustomerView.tsx').then(({ CustomerView }) => ({ default: CustomerView })),
);
const ModelView = lazy(() => import('../project/ModelView.tsx').then(({ ModelView }) => ({ default: ModelView })));
const RunsView = lazy(() => import('../project/RunsView.tsx').then(({ RunsView }) => ({ default: RunsView })));
const TableView = lazy(() => import('./TableView.tsx').then(({ TableView }) => ({ default: TableView })));
const HelpView = lazy(() => import('../help/HelpView.tsx').then(({ HelpView }) => ({ default: HelpView })));
const TutorialView = lazy(() =>
  import('../help/TutorialView.tsx').then(({ TutorialView }) => ({ default: TutorialView })),
);

function View({ place, project }: { place: Place; project: ProjectView | null }): ReactNode {
  switch (place.kind) {
    case 'notebook':
      return <NotebookView key={place.notebookId} notebookId={place.notebookId} />;
    case 'dataset':
      return <DatasetView key={place.datasetId} datasetId={place.datasetId} />;
    case 'segment':
      return <SegmentView key={place.segmentId} segmentId={place.segmentId} />;
    case 'customer':
      return <CustomerView key={place.customerId} customerId={place.customerId} />;
    case 'model':
      return <ModelView key={place.panelId} panelId={place.panelId} />;
    case 'runs':
      return <RunsView />;
    case 'table':
      return <TableView tableRef={place.tableRef} title={place.title} />;
    case 'help':
      return <HelpView page={place.page} />;
    case 'tutorial':
      return <TutorialView tutorialId={place.tutorialId} />;
    case 'start':
      return <StartScreen project={project} />;
  }
}

/** Where one is. */
export function Middle({ project }: { project: ProjectView | null }): ReactNode {
  const { t } = useText();
  const { place } = usePlace();
  const isOpen = project !== null;
  useEffect(() => {
    // What most people open next is read and compiled while nothing else is to be done.
    if (!isOpen) return;
    const waiting = requestIdleCallback(() => void Promise.all([loadNotebookView(), loadPlotly()]));
    return () => cancelIdleCallback(waiting);
  }, [isOpen]);
  return (
    <main className="middle">
      {/* Going elsewhere leaves a broken view behind. */}
      <Boundary key={JSON.stringify(place)}>
        <Suspense fallback={<p className="hint middle-wait">{t(frameText.loading)}</p>}>
          <View place={place} project={project} />
        </Suspense>
      </Boundary>
    </main>
  );
}
