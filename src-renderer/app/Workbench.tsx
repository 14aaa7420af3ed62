import { Loader } from '@mantine/core';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useJobs, useProject } from '../engine/queries.ts';
import { Coach } from '../help/Coach.tsx';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { AppCommands } from './AppCommands.tsx';
import { useCommands } from './commands.ts';
import { useDemo } from './demo.ts';
import { Dialogs } from './Dialogs.tsx';
import { DropZone } from './DropZone.tsx';
import { EngineMessage } from './EngineMessage.tsx';
import { frameText } from './frame-text.ts';
import { JobLine } from './JobLine.tsx';
import { JobNews } from './JobNews.tsx';
import { KeyboardLayer } from './KeyboardLayer.tsx';
import { Middle } from './Middle.tsx';
import { NativeLinks } from './NativeLinks.tsx';
import { Notices } from './Notices.tsx';
import { Panes, useSidePane } from './Panes.tsx';
import { PathDialog } from './PathDialog.tsx';
import { PlaceProvider } from './place.tsx';
import { useOpening, useRefusal, type Opening } from './projects.ts';
import { Refused } from './start/Refused.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TitleBar } from './TitleBar.tsx';
import { usePlaces } from './use-places.ts';

const ProjectTree = lazy(() =>
  import('../project/ProjectTree.tsx').then(({ ProjectTree }) => ({ default: ProjectTree })),
);
const Inspector = lazy(() => import('../inspector/Inspector.tsx').then(({ Inspector }) => ({ default: Inspector })));

const paneText = texts({
  project: { en: 'Show or hide the project pane', zh: '显示或隐藏项目栏' },
  inspector: { en: 'Show or hide the inspector', zh: '显示或隐藏详情栏' },
});

/** What is awaited, over everything else: there is nothing to do meanwhile. */
function Busy({ opening }: { opening: Exclude<Opening, null | 'starting'> }): ReactNode {
  const { t } = useText();
  const jobs = useJobs();
  return (
    <div className="busy" role="status">
      <div className="busy-box">
        <p className="busy-title">
          <Loader size="xs" /> {t(frameText[opening])}
        </p>
        {opening === 'sample' && <p className="hint">{t(frameText.sampleWhat)}</p>}
        {jobs.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </div>
    </div>
  );
}

/** The title of the window, for the system's own lists of windows. */
function useWindowTitle(name: string | undefined): void {
  useEffect(() => {
    document.title = name === undefined ? 'Clientele' : `${name} · Clientele`;
  }, [name]);
}

/** The window: title bar, three panes, status bar, and what comes over them. */
export function Workbench(): ReactNode {
  const { t } = useText();
  const project = useProject() ?? null;
  const opening = useOpening();
  const refusal = useRefusal();
  const isDemo = useDemo();
  const { back, ...places } = usePlaces(project);
  const left = useSidePane(216);
  const right = useSidePane(256);
  useWindowTitle(project?.name);
  useCommands(
    project && !isDemo
      ? [
          { id: 'app.projectPane', title: paneText.project, group: 'app', keys: ['Ctrl+B'], run: left.toggle },
          { id: 'app.inspector', title: paneText.inspector, group: 'app', keys: ['Ctrl+Shift+B'], run: right.toggle },
        ]
      : [],
  );
  // What is being made is not shown half-made.
  const middle = opening === null ? <Middle project={project} /> : <main className="middle" />;
  const isWhole = project !== null && !isDemo;
  return (
    <PlaceProvider places={places}>
      <div className={isDemo ? 'app is-demo' : 'app'}>
        {!isDemo && <TitleBar project={project} left={left} right={right} />}
        <EngineMessage />
        {refusal && places.place.kind !== 'start' && <Refused />}
        <div className="body">
          {isWhole ? (
            <Panes
              leftPane={left}
              rightPane={right}
              left={{
                label: t(frameText.project),
                separator: t(frameText.resizeProject),
                content: (
                  <Boundary>
                    <Suspense>
                      <ProjectTree />
                    </Suspense>
                  </Boundary>
                ),
              }}
              right={{
                label: t(frameText.inspector),
                separator: t(frameText.resizeInspector),
                content: (
                  <Boundary key={JSON.stringify(places.place)}>
                    <Suspense>
                      <Coach path={project.path} />
                      <Inspector />
                    </Suspense>
                  </Boundary>
                ),
              }}
            >
              {middle}
            </Panes>
          ) : (
            middle
          )}
        </div>
        {!isDemo && <StatusBar />}
        {opening && opening !== 'starting' && <Busy opening={opening} />}
      </div>
      <AppCommands back={back} />
      <NativeLinks />
      <KeyboardLayer />
      <JobNews />
      <DropZone />
      <Dialogs />
      <PathDialog />
      <Notices />
    </PlaceProvider>
  );
}
