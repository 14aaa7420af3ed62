import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsDiff, IconPin, IconPinFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { backendNames } from '../../src-main/contract/backends.ts';
import type { PanelView, Run } from '../../src-main/contract/project.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { usePlace } from '../app/place.tsx';
import { systemText } from '../app/system/system-text.ts';
import { call } from '../engine/call.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { sayBackend, sayDuration } from '../panel/say.ts';
import { settingsLine } from '../panel/summary.ts';
import { usePanelColumns } from '../panel/use-names.ts';
import { compareRuns, listRuns } from '../project/compared.ts';
import { localTime } from '../project/run-words.ts';
import { attempt } from '../project/tree-actions.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { inspectorText } from './inspector-text.ts';

/** So much of a hash tells two apart. */
const SHORT_HASH = 10;
const MOST_RUNS = 12;

const shortHash = (hash: string): string => hash.slice(0, SHORT_HASH);

function Facts({ run }: { run: Run }): ReactNode {
  const { t, locale } = useText();
  const inputs = Object.values(run.inputs).flat();
  return (
    <dl className="facts in-facts">
      <dt>{t(inspectorText.started)}</dt>
      <dd>{formatDate(localTime(run.startedAt), locale, true)}</dd>
      <dt>{t(inspectorText.took)}</dt>
      <dd>{sayDuration(run.durationMs, locale)}</dd>
      <dt>{t(inspectorText.backend)}</dt>
      <dd translate="no">
        {sayBackend(run.backend)}
        {run.backend.adapter !== null && ` · ${run.backend.adapter}`}
      </dd>
      <dt>{t(inspectorText.loops)}</dt>
      <dd>{t(systemText[run.backend.variant])}</dd>
      {run.backend.measured.length > 0 && (
        <>
          <dt>{t(inspectorText.measured)}</dt>
          <dd translate="no">
            {run.backend.measured.map(({ id, ms }) => `${backendNames[id]} ${sayDuration(ms, locale)}`).join(' · ')}
          </dd>
        </>
      )}
      <dt>{t(inspectorText.seed)}</dt>
      <dd>{run.seed}</dd>
      <dt>{t(inspectorText.version)}</dt>
      <dd translate="no">
        {run.step} · {run.stepVersion}
      </dd>
      <dt>{t(inspectorText.key)}</dt>
      <dd translate="no" title={run.key}>
        {shortHash(run.key)}
      </dd>
      {inputs.length > 0 && (
        <>
          <dt>{t(inspectorText.inputs)}</dt>
          <dd translate="no">{inputs.map(shortHash).join(' ')}</dd>
        </>
      )}
      <dt>{t(inspectorText.outputs)}</dt>
      <dd translate="no">
        {run.outputs
          .filter(({ kind }) => kind === 'table' || kind === 'model')
          .map(({ hash }) => shortHash(hash))
          .join(' ')}
      </dd>
    </dl>
  );
}

function Changed({ run }: { run: Run }): ReactNode {
  const { t, locale } = useText();
  const step = useSteps().get(run.step);
  const columns = usePanelColumns(run.panelId);
  if (!step) return null;
  const lines = settingsLine(step, run.parameters, locale, columns).filter(({ changed }) => changed);
  if (lines.length === 0) return <p className="hint">{t(inspectorText.noneChanged)}</p>;
  return (
    <>
      <h4>{t(inspectorText.changed)}</h4>
      <dl className="facts in-facts">
        {lines.map(({ label, value }) => (
          <div key={label} className="in-fact">
            <dt>{label}</dt>
            <dd translate="no">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What can be done with a run that is not shown: see what differs, or go back to it. */
function PastRun({ run, current }: { run: Run; current: Run | null }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  return (
    <>
      {current && run.state === 'succeeded' && (
        <IconButton
          label={t(inspectorText.compare)}
          icon={<IconArrowsDiff size={14} stroke={1.8} />}
          onClick={() => {
            compareRuns(run, current);
            go({ kind: 'runs' });
          }}
        />
      )}
      <IconButton
        label={t(inspectorText.restore)}
        icon={<IconArrowBackUp size={14} stroke={1.8} />}
        onClick={() => attempt(call('run.restore', { runId: run.id }))}
      />
    </>
  );
}

function History({ view }: { view: PanelView }): ReactNode {
  const { t, locale } = useText();
  const { go } = usePlace();
  const { data: runs } = useCall('run.list', { panelId: view.panel.id, limit: MOST_RUNS });
  if (!runs || runs.length < 2) return null;
  return (
    <section className="in-part" aria-label={t(inspectorText.history)}>
      <h3>{t(inspectorText.history)}</h3>
      <ul className="in-history">
        {runs.map((run) => (
          <li key={run.id}>
            <span className="in-history-when">
              {formatDate(localTime(run.startedAt), locale, true)}
              {run.id === view.run?.id && <span className="hint"> · {t(inspectorText.current)}</span>}
            </span>
            {run.id !== view.run?.id && <PastRun run={run} current={view.run} />}
            <IconButton
              label={t(run.pinned ? inspectorText.unpin : inspectorText.pin)}
              icon={run.pinned ? <IconPinFilled size={14} /> : <IconPin size={14} stroke={1.8} />}
              pressed={run.pinned}
              onClick={() => attempt(call('run.pin', { runId: run.id, pinned: !run.pinned }))}
            />
          </li>
        ))}
      </ul>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => {
          listRuns();
          go({ kind: 'runs' });
        }}
      >
        {t(inspectorText.allRuns)}
      </Button>
    </section>
  );
}

/** How what the focused panel shows was computed, and what it showed before. */
export function RunPart({ view }: { view: PanelView }): ReactNode {
  const { t, label } = useText();
  const { run } = view;
  if (!run) return null;
  return (
    <>
      <section className="in-part" aria-label={t(inspectorText.facts)}>
        <h3>{t(inspectorText.facts)}</h3>
        <Facts run={run} />
        <Changed run={run} />
        {run.warnings.length > 0 && (
          <>
            <h4>{t(inspectorText.warnings)}</h4>
            <ul className="in-warnings">
              {run.warnings.map((warning, i) => (
                <li key={i}>{label(warning)}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <History view={view} />
    </>
  );
}
