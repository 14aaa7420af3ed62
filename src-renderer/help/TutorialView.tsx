import { Button, Progress } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { TutorialStep } from '../../src-main/contract/calls.ts';
import { createProject } from '../app/projects.ts';
import { useCall, useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { helpText } from './help-text.ts';
import { Lesson } from './Lesson.tsx';
import { followTutorial } from './tutorial-store.ts';
import './help.css';

function Mark({ done }: { done: boolean }): ReactNode {
  const { t } = useText();
  return (
    <span
      className={done ? 'lesson-mark is-done' : 'lesson-mark'}
      role="img"
      aria-label={t(done ? helpText.done : helpText.open)}
    >
      {done ? <IconCircleCheckFilled size={18} /> : <IconCircle size={18} stroke={1.8} />}
    </span>
  );
}

function Lessons({ steps }: { steps: readonly TutorialStep[] }): ReactNode {
  const { t } = useText();
  const next = steps.find(({ done }) => !done);
  const [chosenId, choose] = useState<string | null>(null);
  const shown = steps.find(({ id }) => id === chosenId) ?? next ?? steps.at(-1);
  const nDone = steps.filter(({ done }) => done).length;
  const progress = t(helpText.progress, { done: nDone, all: steps.length });
  return (
    <>
      <div className="lesson-progress">
        <Progress.Root size={5} radius={3}>
          <Progress.Section value={(100 * nDone) / Math.max(1, steps.length)} aria-label={progress} withAria />
        </Progress.Root>
        <span>{next ? progress : t(helpText.finished)}</span>
      </div>
      <div className="lessons">
        <ol aria-label={t(helpText.stepsOf)}>
          {steps.map((step, i) => (
            <li key={step.id}>
              <button
                type="button"
                className="help-entry"
                aria-current={step === shown ? 'step' : undefined}
                onClick={() => choose(step.id)}
              >
                <Mark done={step.done} />
                {i + 1} · {t(step.title)}
              </button>
            </li>
          ))}
        </ol>
        {shown && <Lesson key={shown.id} step={shown} n={steps.indexOf(shown) + 1} />}
      </div>
    </>
  );
}

/** A tutorial beside one's own work: what to do next, and what is done already. */
export function TutorialView({ tutorialId }: { tutorialId: string }): ReactNode {
  const { t } = useText();
  const project = useProject();
  const { data, error } = useCall('tutorial.view', { tutorialId });
  // From here on the lesson stands beside the work.
  const path = project?.path;
  useEffect(() => {
    if (path !== undefined) followTutorial({ tutorialId, path });
  }, [tutorialId, path]);
  return (
    <section className="tutorial scroll" aria-label={data ? t(data.title) : t(helpText.tutorials)}>
      <div className="tutorial-column">
        {data && <h2>{t(data.title)}</h2>}
        {error && <ErrorNote error={error} />}
        {project === null && (
          <div className="tutorial-begin">
            <p>{t(helpText.needsProject)}</p>
            <Button onClick={() => void createProject()}>{t(helpText.newProject)}</Button>
          </div>
        )}
        {data && <Lessons steps={data.steps} />}
      </div>
    </section>
  );
}
