import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TutorialStep } from '../../src-main/contract/calls.ts';
import { startCommand } from '../app/commands.ts';
import { importPractice } from '../app/importing.ts';
import { usePlace } from '../app/place.tsx';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { Markdown } from '../ui/Markdown.tsx';
import { helpText } from './help-text.ts';

/** What a lesson that is still open offers to do. */
function Doing({ step }: { step: TutorialStep }): ReactNode {
  const { t } = useText();
  const { place, go } = usePlace();
  const project = useProject();
  if (step.done || !project) return null;
  if (step.id === 'import') return <Button onClick={() => void importPractice()}>{t(helpText.practice)}</Button>;
  const [notebook] = project.notebooks;
  if (!notebook) {
    return <Button onClick={() => startCommand('project.addNotebook')}>{t(helpText.newNotebook)}</Button>;
  }
  if (place.kind === 'notebook') return null;
  return (
    <Button variant="default" onClick={() => go({ kind: 'notebook', notebookId: notebook.id })}>
      {t(helpText.notebook)}
    </Button>
  );
}

/** One lesson: what to do and why, and what is still missing. */
export function Lesson({ step, n }: { step: TutorialStep; n: number }): ReactNode {
  const { t, label } = useText();
  const { go } = usePlace();
  return (
    <article className="lesson" aria-label={t(step.title)}>
      <h3>
        {n} · {t(step.title)}
      </h3>
      <Markdown source={t(step.body)} headingLevel={4} onPage={(page) => go({ kind: 'help', page })} />
      {step.hint && (
        <p className="lesson-hint" role="status">
          <IconInfoCircle size={16} stroke={1.8} aria-hidden /> {label(step.hint)}
        </p>
      )}
      <Doing step={step} />
    </article>
  );
}
