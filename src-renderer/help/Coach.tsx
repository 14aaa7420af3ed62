import { IconMaximize, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { usePlace } from '../app/place.tsx';
import { useCall } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { helpText } from './help-text.ts';
import { Lesson } from './Lesson.tsx';
import { followTutorial, useFollowedTutorial } from './tutorial-store.ts';
import './help.css';

const ICON = { size: 14, stroke: 1.8 } as const;

/** The lesson that one is at, beside one's own work. */
export function Coach({ path }: { path: string }): ReactNode {
  const { t } = useText();
  const { place, go } = usePlace();
  const tutorialId = useFollowedTutorial(path);
  const { data } = useCall('tutorial.view', tutorialId === null ? null : { tutorialId });
  if (tutorialId === null || !data || place.kind === 'tutorial') return null;
  const { steps } = data;
  const next = steps.find(({ done }) => !done);
  const nDone = steps.filter(({ done }) => done).length;
  return (
    <section className="coach" aria-label={t(data.title)}>
      <header className="coach-head">
        <h2>{t(helpText.tutorial)}</h2>
        <span className="hint">{t(helpText.progress, { done: nDone, all: steps.length })}</span>
        <span className="sp" />
        <IconButton
          label={t(helpText.whole)}
          icon={<IconMaximize {...ICON} />}
          onClick={() => go({ kind: 'tutorial', tutorialId })}
        />
        <IconButton label={t(helpText.leave)} icon={<IconX {...ICON} />} onClick={() => followTutorial(null)} />
      </header>
      <div className="coach-body scroll" tabIndex={0} role="region" aria-label={t(helpText.lesson)}>
        {next ? <Lesson step={next} n={steps.indexOf(next) + 1} /> : <p>{t(helpText.finished)}</p>}
      </div>
    </section>
  );
}
