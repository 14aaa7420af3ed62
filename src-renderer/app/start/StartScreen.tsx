import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  IconBuildingStore,
  IconFileImport,
  IconFolderOpen,
  IconNotebook,
  IconPlus,
  IconSchool,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProjectView } from '../../../src-main/contract/project.ts';
import { call } from '../../engine/call.ts';
import { useText } from '../../i18n/i18n.tsx';
import { chooseImport, importPractice } from '../importing.ts';
import { Logo } from '../Logo.tsx';
import { chooseProject, createProject, openSample } from '../projects.ts';
import { startCommand } from '../commands.ts';
import { ActionCard } from './ActionCard.tsx';
import { RecentProjects } from './RecentProjects.tsx';
import { Refused } from './Refused.tsx';
import { startText } from './start-text.ts';
import './start.css';

const ICON = { size: 20, stroke: 1.5 } as const;

function TutorialCard(): ReactNode {
  const { t } = useText();
  const { data } = useQuery({ queryKey: ['tutorial.list', {}], queryFn: () => call('tutorial.list', {}) });
  const [first] = data ?? [];
  if (!first) return null;
  return (
    <ActionCard
      icon={<IconSchool {...ICON} />}
      title={t(startText.tutorial)}
      what={t(startText.tutorialWhat, { title: first.title, minutes: first.minutes })}
      onClick={() => startCommand('tutorial.open')}
    />
  );
}

/** What to do in a project that has nothing in it yet. */
function EmptyProject(): ReactNode {
  const { t } = useText();
  return (
    <div className="cards">
      <ActionCard
        primary
        icon={<IconFileImport {...ICON} />}
        title={t(startText.import)}
        what={t(startText.importWhat)}
        onClick={() => void chooseImport()}
      />
      <ActionCard
        icon={<IconBuildingStore {...ICON} />}
        title={t(startText.practice)}
        what={t(startText.practiceWhat)}
        onClick={() => void importPractice()}
      />
      <TutorialCard />
      <ActionCard
        icon={<IconNotebook {...ICON} />}
        title={t(startText.notebook)}
        what={t(startText.notebookWhat)}
        onClick={() => startCommand('project.addNotebook')}
      />
    </div>
  );
}

function FirstRun(): ReactNode {
  const { t } = useText();
  return (
    <>
      <div className="cards">
        <ActionCard
          primary
          icon={<IconBuildingStore {...ICON} />}
          title={t(startText.sample)}
          what={t(startText.sampleWhat)}
          onClick={() => void openSample()}
        />
        <ActionCard
          icon={<IconFileImport {...ICON} />}
          title={t(startText.import)}
          what={t(startText.importWhat)}
          onClick={() => void chooseImport()}
        />
        <TutorialCard />
      </div>
      <div className="start-do">
        <Button
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => void createProject()}
        >
          {t(startText.newProject)}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={14} stroke={1.8} />}
          onClick={() => void chooseProject()}
        >
          {t(startText.openProject)}
        </Button>
      </div>
    </>
  );
}

/** Where one begins: without a project, in one that is empty, or on the way to another. */
export function StartScreen({ project }: { project: ProjectView | null }): ReactNode {
  const { t } = useText();
  const empty = project && project.notebooks.length + project.datasets.length === 0 ? project : null;
  return (
    <div className="start scroll">
      <div className="start-column">
        <header className="start-head">
          <Logo size={36} />
          <h2>{empty ? t(startText.emptyTitle, { name: empty.name }) : t(startText.title)}</h2>
          <p>{t(empty ? startText.emptyWhat : startText.what)}</p>
        </header>
        <Refused />
        <section className="start-part" aria-label={t(startText.begin)}>
          {empty ? <EmptyProject /> : <FirstRun />}
        </section>
        {!empty && <RecentProjects />}
      </div>
    </div>
  );
}
