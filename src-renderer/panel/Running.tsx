import { Button, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Figure } from '../../src-main/contract/figure.ts';
import { jobWords } from '../app/JobLine.tsx';
import { useEngineEvent } from '../engine/events.ts';
import { useJobs } from '../engine/queries.ts';
import { LiveFigure } from '../figures/LiveFigure.tsx';
import { useText } from '../i18n/i18n.tsx';
import { cancelJob } from './actions.ts';
import { panelText } from './panel-text.ts';

/** The figures of a run as they form, by output. */
function usePreviews(panelId: string): Readonly<Record<string, Figure>> {
  const [previews, setPreviews] = useState<Readonly<Record<string, Figure>>>({});
  useEngineEvent('run.preview', (event) => {
    if (event.panelId === panelId) setPreviews((before) => ({ ...before, [event.output]: event.figure }));
  });
  return previews;
}

/** How far a run is, what it does, how long it still takes, and what it found so far. */
export function Running({ panelId, jobId, title }: { panelId: string; jobId: string; title: string }): ReactNode {
  const words = useText();
  const { t } = words;
  const job = useJobs().find(({ id }) => id === jobId);
  const previews = usePreviews(panelId);
  const figures = Object.entries(previews);
  return (
    <div className={figures.length > 0 ? 'pn-run has-figure' : 'pn-run'}>
      <div className="pn-progress">
        <p className="num" role="status">
          {job ? (job.state === 'queued' ? t(panelText.waiting) : jobWords(job, words)) : t(panelText.starting)}
        </p>
        <Progress.Root size={5} radius={3}>
          <Progress.Section value={100 * (job?.fraction ?? 0)} aria-label={t(panelText.progress, { title })} withAria />
        </Progress.Root>
        <div>
          <Button
            variant="default"
            leftSection={<IconX size={14} stroke={1.8} />}
            disabled={job?.state === 'cancelling'}
            onClick={() => cancelJob(jobId)}
          >
            {t(panelText.cancel)}
          </Button>
        </div>
      </div>
      {figures.length > 0 && (
        <div className="pn-forming" aria-label={t(panelText.forming)}>
          {figures.map(([output, figure]) => (
            <LiveFigure key={output} figure={figure} />
          ))}
        </div>
      )}
    </div>
  );
}
