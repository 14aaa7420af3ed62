import { useState } from 'react';
import type { EngineEvent } from '../../src-main/contract/events.ts';
import type { Job } from '../../src-main/contract/project.ts';
import { useEngineEvent } from '../engine/events.ts';

type Finished = Extract<EngineEvent, { type: 'job.finished' }>;

/** How a job goes. It may end before the call that started it has answered, so endings are kept until asked for. */
export function useJob(jobId: string | null): { job: Job | null; finished: Finished | null } {
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  const [endings, setEndings] = useState<Readonly<Record<string, Finished>>>({});
  useEngineEvent('jobs.changed', (event) => setJobs(event.jobs));
  useEngineEvent('job.finished', (event) => setEndings((before) => ({ ...before, [event.jobId]: event })));
  if (jobId === null) return { job: null, finished: null };
  return { job: jobs.find((job) => job.id === jobId) ?? null, finished: endings[jobId] ?? null };
}
