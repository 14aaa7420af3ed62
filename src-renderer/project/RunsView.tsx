import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatError } from '../../src-main/contract/errors.ts';
import { runStates, type NotedRun, type Run } from '../../src-main/contract/project.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { metricRows, sayNumber } from '../panel/metrics.ts';
import { sayDuration } from '../panel/say.ts';
import { settingsLine } from '../panel/summary.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CompareRuns } from './CompareRuns.tsx';
import { compareRuns, listRuns, useCompared } from './compared.ts';
import { ALL_RUNS, listedRuns, NEWEST, pressed, type RunColumn, type RunFilter, type RunOrder } from './run-list.ts';
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

interface RowProps {
  readonly run: NotedRun;
  readonly picked: boolean;
  onPick(picked: boolean): void;
}

function RunRow({ run, picked, onPick }: RowProps): ReactNode {
  const { t, locale } = useText();
  const title = useRunTitle()(run);
  const step = useSteps().get(run.step);
  const settings = step ? settingsLine(step, run.parameters, locale).map(({ label, value }) => `${label} ${value}`).join(' · ') : ''; // prettier-ignore
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
      <td translate="no">
        {title}
        <div className="hint runs-settings" title={settings}>
          {settings}
        </div>
      </td>
      <td className="is-narrow">{formatDate(localTime(run.startedAt), locale, true)}</td>
      <td className="is-number is-narrow">{sayDuration(run.durationMs, locale)}</td>
      <td className="is-narrow">
        <RunState run={run} />
      </td>
      <td>
        <Measured run={run} />
      </td>
      <td>
        <RunNote key={run.note} run={run} title={title} />
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

const MOST_LETTERS = 500;

/** What is worth remembering of a run, kept as the field is left. */
function RunNote({ run, title }: { run: NotedRun; title: string }): ReactNode {
  const { t } = useText();
  const [note, setNote] = useState(run.note);
  const keep = (): void => {
    if (note.trim() !== run.note) attempt(call('run.note', { runId: run.id, note }));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setNote(run.note);
  };
  return (
    <TextInput
      className="runs-note"
      size="xs"
      aria-label={`${t(projectText.note)}: ${title}`}
      placeholder={t(projectText.note)}
      title={note}
      maxLength={MOST_LETTERS}
      value={note}
      onChange={(event) => setNote(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={keep}
    />
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

const COLUMNS: readonly { readonly by: RunColumn; readonly className?: string }[] = [
  { by: 'panel' },
  { by: 'started' },
  { by: 'took', className: 'is-number' },
  { by: 'state' },
  { by: 'measured' },
  { by: 'note' },
];

/** Heads that sort by their column. */
function RunHeads({ order, onOrder }: { order: RunOrder; onOrder: (order: RunOrder) => void }): ReactNode {
  const { t } = useText();
  return COLUMNS.map(({ by, className }) => {
    const isBy = order.by === by;
    const Icon = order.descending ? IconArrowDown : IconArrowUp;
    return (
      <th
        key={by}
        scope="col"
        className={className}
        aria-sort={isBy ? (order.descending ? 'descending' : 'ascending') : 'none'}
      >
        <button type="button" className="runs-sort" onClick={() => onOrder(pressed(order, by))}>
          {t(projectText[by])}
          {isBy && <Icon size={12} stroke={1.8} aria-hidden />}
        </button>
      </th>
    );
  });
}

interface FilterProps {
  readonly filter: RunFilter;
  /** By id. */
  readonly panels: ReadonlyMap<string, string>;
  onFilter(filter: RunFilter): void;
}

function RunFilters({ filter, panels, onFilter }: FilterProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <TextInput
        type="search"
        className="runs-panel"
        aria-label={t(projectText.findRuns)}
        placeholder={t(projectText.findRuns)}
        value={filter.find}
        onChange={(event) => onFilter({ ...filter, find: event.currentTarget.value })}
      />
      <NativeSelect
        className="runs-panel"
        aria-label={t(projectText.panel)}
        value={filter.panelId}
        onChange={(event) => onFilter({ ...filter, panelId: event.currentTarget.value })}
        data={[
          { value: '', label: t(projectText.anyPanel) },
          ...[...panels].map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        className="runs-state"
        aria-label={t(projectText.state)}
        value={filter.state}
        onChange={(event) => onFilter({ ...filter, state: event.currentTarget.value as RunFilter['state'] })}
        data={[
          { value: '', label: t(projectText.anyState) },
          ...runStates.map((value) => ({ value, label: t(projectText[value]) })),
        ]}
      />
      <Checkbox
        label={t(projectText.pinnedOnly)}
        checked={filter.pinnedOnly}
        onChange={(event) => onFilter({ ...filter, pinnedOnly: event.currentTarget.checked })}
      />
    </>
  );
}

function RunTable({ runs }: { runs: readonly NotedRun[] }): ReactNode {
  const { t } = useText();
  const runTitle = useRunTitle();
  const [filter, setFilter] = useState(ALL_RUNS);
  const [order, setOrder] = useState(NEWEST);
  const { ids, pick, picked } = usePicked(runs);
  // Of a panel that was renamed, the newest run knows what it is called.
  const panels = new Map(runs.toReversed().map((run) => [run.panelId, runTitle(run)]));
  const listed = listedRuns(runs, filter, order, runTitle);
  const [before, after] = picked;
  const isPair = after !== undefined && before?.panelId === after.panelId;
  const why = picked.length < 2 ? projectText.pickTwo : isPair ? projectText.pickedTwo : projectText.otherPanel;
  return (
    <section className="page" aria-label={t(projectText.runs)}>
      <header className="middle-head">
        <h2>{t(projectText.runs)}</h2>
        <Button disabled={!isPair} onClick={() => isPair && compareRuns(before, after)}>
          {t(projectText.compare)}
        </Button>
      </header>
      <div className="runs-filters" role="search">
        <RunFilters {...{ filter, panels }} onFilter={setFilter} />
      </div>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={t(projectText.runs)}>
        <p className="hint runs-why" role="status">
          {t(projectText.nRuns, { n: listed.length, all: runs.length })} {t(why)}
        </p>
        <table className="plain-table runs-table">
          <thead>
            <tr>
              <td />
              <RunHeads order={order} onOrder={setOrder} />
              <td />
            </tr>
          </thead>
          <tbody>
            {listed.map((run) => (
              <RunRow key={run.id} run={run} picked={ids.includes(run.id)} onPick={(chosen) => pick(run.id, chosen)} />
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
