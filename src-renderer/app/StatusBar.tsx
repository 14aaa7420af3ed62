import { Popover, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { EngineInfo } from '../../src-main/contract/calls.ts';
import type { Job } from '../../src-main/contract/project.ts';
import { numberFormat } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useCall, useJobs } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { openDialog } from './dialogs.ts';
import { useEngineState } from './engine-state.ts';
import { statusText } from './frame-text.ts';
import { JobLine } from './JobLine.tsx';
import { sayChip, sayVerdict } from './system/say-system.ts';
import { systemText } from './system/system-text.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

/** How often the engine's memory is asked for. */
const MEMORY_MS = 4000;
const GB = 1e9;

const LOOKS = {
  ready: <IconCircleCheck {...ICON} className="ok" />,
  starting: <IconLoader2 {...ICON} className="spin" />,
  crashed: <IconAlertTriangle {...ICON} className="bad" />,
} as const;

function Memory({ info }: { info: EngineInfo }): ReactNode {
  const { t, locale } = useText();
  const inGb = (bytes: number): string => numberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / GB);
  return (
    <Tooltip label={t(statusText.memoryHelp)}>
      <span className="it is-last">
        {t(statusText.memory, { used: inGb(info.usedBytes), budget: inGb(info.budgetBytes) })}
      </span>
    </Tooltip>
  );
}

/** What computes; a click says why, and what else there is. */
function ComputesOn(): ReactNode {
  const words = useText();
  const { data: report } = useCall('system.backends', {});
  if (!report) return null;
  const what = sayChip(report, words);
  return (
    <span className="it">
      <button
        type="button"
        className="plain status-button"
        aria-haspopup="dialog"
        aria-label={words.t(systemText.chip, { what })}
        onClick={() => openDialog({ kind: 'system' })}
      >
        {sayVerdict(report, words).isFault && <IconAlertTriangle {...ICON} className="warn" />}
        {what}
      </button>
    </span>
  );
}

function EngineFacts(): ReactNode {
  const { t } = useText();
  const { state } = useEngineState();
  const { data: info } = useQuery({
    queryKey: ['engine.info', {}],
    queryFn: ({ signal }) => call('engine.info', {}, signal),
    refetchInterval: MEMORY_MS,
    enabled: state === 'ready',
  });
  return (
    <>
      <span className="it" role="status">
        {LOOKS[state]}
        {t(statusText[state])}
      </span>
      {info && <ComputesOn />}
      {info && <Memory info={info} />}
    </>
  );
}

function JobList({ jobs }: { jobs: readonly Job[] }): ReactNode {
  const { t } = useText();
  return (
    <Popover position="top-end" width={420} shadow="none" withinPortal>
      <Popover.Target>
        <button type="button" className="plain job-count">
          {t(statusText.jobs, { n: jobs.length })}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t(statusText.jobList)}>
        <ul className="job-list">
          {jobs.map((job) => (
            <li key={job.id}>
              <JobLine job={job} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Jobs(): ReactNode {
  const jobs = useJobs();
  const current = jobs.find(({ state }) => state !== 'queued') ?? jobs[0];
  if (!current) return null;
  return (
    <div className="jobs">
      <JobList jobs={jobs} />
      <JobLine job={current} />
    </div>
  );
}

/** The bar below: how the engine is, what it computes on, and what it is doing. */
export function StatusBar(): ReactNode {
  const { t } = useText();
  return (
    <footer className="status" aria-label={t(statusText.status)}>
      <EngineFacts />
      <span className="sp" />
      <Jobs />
    </footer>
  );
}
