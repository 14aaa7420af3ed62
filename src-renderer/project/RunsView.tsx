import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { IconArrowBackUp, IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { formatError } from '../../src-main/contract/errors.ts';
import type { Run } from '../../src-main/contract/project.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { metricRows, sayNumber } from '../panel/metrics.ts';
import { sayDuration } from '../panel/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CompareRuns } from './CompareRuns.tsx';
import { compareRuns, listRuns, useCompared } from './compared.ts';
import { localTime, useRunTitle } from './run-words.ts';
import { projectText } from './project-text.ts';
import { attempt } from './tree-actions.ts';
import './project.css';

const MOST_RUNS = 500;
const MOST_METRICS = 2;

function Measured({ run }: { run: Run }): ReactNode {
  const { t, locale } = useText();
  const steps = useSteps();
  const rows = metricRows(run, steps.get(run.step)).filter(({ metric }) => metric !== null);
  return (
    <span className="runs-measured">
      {rows
        .slice(0, MOST_METRICS)
        .map(
          ({ label, metric, ...written }) =>
            `${typeof label === 'string' ? label : t(label)} ${sayNumber(metric?.value ?? NaN, locale, written)}`,
        )
        .join(' · ')}
    </span>
  );
}

function RunState({ run }: { run: Run }): ReactNode {
  const { t, locale } = useText();
  const said = t(projectText[run.state]);
  if (run.state === 'succeeded') return said;
  return (
    <span
      className={run.state === 'failed' ? 'bad' : 'hint'}
      title={run.error ? formatError(run.error, locale).what : undefined}
    >
      {said}
    </span>
  );
}

function RunRow({ run, picked, onPick }: { run: Run; picked: boolean; onPick: (picked: boolean) => void }): ReactNode {
  const { t, locale } = useText();
  const title = useRunTitle()(run);
  const isDone = run.state === 'succeeded';
  return (
    <tr aria-selected={picked}>
      <td>
        <Checkbox
          aria-label={`${t(projectText.pick)}: ${title}, ${formatDate(localTime(run.startedAt), locale, true)}`}
          checked={picked}
          disabled={!isDone}
          onChange={(event) => onPick(event.currentTarget.checked)}
        />
      </td>
      <td translate="no">{title}</td>
      <td className="is-narrow">{formatDate(localTime(run.startedAt), locale, true)}</td>
      <td className="is-number is-narrow">{sayDuration(run.durationMs, locale)}</td>
      <td className="is-narrow">
        <RunState run={run} />
      </td>
      <td>
        <Measured run={run} />
      </td>
      <td>
        <div className="runs-actions">
          <IconButton
            label={t(projectText.restore)}
            icon={<IconArrowBackUp size={14} stroke={1.8} />}
            onClick={() => attempt(call('run.restore', { runId: run.id }))}
          />
          <IconButton
            label={t(run.pinned ? projectText.unpin : projectText.pin)}
            icon={run.pinned ? <IconPinFilled size={14} /> : <IconPin size={14} stroke={1.8} />}
            pressed={run.pinned}
            onClick={() => attempt(call('run.pin', { runId: run.id, pinned: !run.pinned }))}
          />
        </div>
      </td>
    </tr>
  );
}

/** Which runs are picked, the newest two at most. */
function usePicked(runs: readonly Run[]) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const pick = (id: string, picked: boolean): void =>
    setIds((before) => (picked ? [...before, id].slice(-2) : before.filter((other) => other !== id)));
  const picked = runs.filter(({ id }) => ids.includes(id)).sort((a, b) => a.startedAt - b.startedAt);
  return { ids, pick, picked };
}

function RunTable({ runs }: { runs: readonly Run[] }): ReactNode {
  const { t } = useText();
  const runTitle = useRunTitle();
  const [panelId, setPanelId] = useState('');
  const { ids, pick, picked } = usePicked(runs);
  const panels = new Map(runs.map((run) => [run.panelId, runTitle(run)]));
  const [before, after] = picked;
  const isPair = after !== undefined && before?.panelId === after.panelId;
  const why = picked.length < 2 ? projectText.pickTwo : isPair ? null : projectText.otherPanel;
  return (
    <section className="page" aria-label={t(projectText.runs)}>
      <header className="middle-head">
        <h2>{t(projectText.runs)}</h2>
        <Button disabled={!isPair} onClick={() => isPair && compareRuns(before, after)}>
          {t(projectText.compare)}
        </Button>
        <NativeSelect
          className="runs-panel"
          aria-label={t(projectText.panel)}
          value={panelId}
          onChange={(event) => setPanelId(event.currentTarget.value)}
          data={[
            { value: '', label: t(projectText.anyPanel) },
            ...[...panels].map(([value, label]) => ({ value, label })),
          ]}
        />
      </header>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={t(projectText.runs)}>
        <p className="hint runs-why" role="status">
          {t(why ?? projectText.pickedTwo)}
        </p>
        <table className="plain-table">
          <thead>
            <tr>
              <td />
              <th scope="col">{t(projectText.panel)}</th>
              <th scope="col">{t(projectText.started)}</th>
              <th scope="col" className="is-number">
                {t(projectText.took)}
              </th>
              <th scope="col">{t(projectText.state)}</th>
              <th scope="col">{t(projectText.measured)}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {runs
              .filter((run) => panelId === '' || run.panelId === panelId)
              .map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  picked={ids.includes(run.id)}
                  onPick={(chosen) => pick(run.id, chosen)}
                />
              ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Every run of the project, the newest first; two of one panel can be compared. */
export function RunsView(): ReactNode {
  const { t } = useText();
  const { data: runs } = useCall('run.list', { panelId: null, limit: MOST_RUNS });
  const compared = useCompared();
  if (!runs) return null;
  // The project may be another by now.
  if (compared && runs.some(({ id }) => id === compared.after.id))
    return <CompareRuns {...compared} onBack={listRuns} />;
  if (runs.length === 0) {
    return (
      <section className="page" aria-label={t(projectText.runs)}>
        <header className="middle-head">
          <h2>{t(projectText.runs)}</h2>
        </header>
        <div className="page-body">
          <p>{t(projectText.noRuns)}</p>
          <p className="hint">{t(projectText.noRunsWhat)}</p>
        </div>
      </section>
    );
  }
  return <RunTable runs={runs} />;
}
