import { Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Job } from '../../src-main/contract/project.ts';
import { numberFormat } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useText, type Words } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { statusText } from './frame-text.ts';

const MINUTE_MS = 60_000;

function timeLeft(leftMs: number, { t }: Words): string {
  if (leftMs > 1.5 * MINUTE_MS) return t(statusText.minutes, { n: Math.round(leftMs / MINUTE_MS) });
  return t(statusText.seconds, { n: Math.max(1, Math.round(leftMs / 1000)) });
}

/** How far a job is, in words. */
export function jobWords(job: Job, words: Words): string {
  const { t, label, locale } = words;
  if (job.state === 'queued') return t(statusText.queued);
  if (job.state === 'cancelling') return t(statusText.cancelling);
  const share = numberFormat(locale, { style: 'percent' }).format(job.fraction);
  const doing = job.doing ? label(job.doing) : null;
  return [share, doing, job.leftMs === null ? null : timeLeft(job.leftMs, words)].filter(Boolean).join(' · ');
}

/** One job: its name, its progress, and a way to stop it. */
export function JobLine({ job }: { job: Job }): ReactNode {
  const words = useText();
  const title = words.label(job.title);
  return (
    <div className="job">
      <Progress.Root size={5} radius={3} className="job-bar">
        <Progress.Section value={100 * job.fraction} aria-label={title} withAria />
      </Progress.Root>
      <span className="job-title">{title}</span>
      <span className="job-words">{jobWords(job, words)}</span>
      <IconButton
        label={words.t(statusText.cancel, { title })}
        icon={<IconX size={14} stroke={1.8} />}
        disabled={job.state === 'cancelling'}
        onClick={() => void call('job.cancel', { jobId: job.id }).catch(() => undefined)}
      />
    </div>
  );
}
