import { Button, Tabs, Tooltip } from '@mantine/core';
import { IconFilePlus, IconFileSymlink, IconGitFork } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { errorTexts } from '../../src-main/contract/errors.ts';
import type { ImportPlan } from '../../src-main/contract/import.ts';
import type { DatasetView as Dataset } from '../../src-main/contract/project.ts';
import type { TableRef } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';
import { useCall, useProject } from '../engine/queries.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { TableGrid } from '../grid/TableGrid.tsx';
import { useText } from '../i18n/i18n.tsx';
import { KeepScored } from '../panel/KeepScored.tsx';
import { scoreColumn } from '../panel/scored.ts';
import { dataText } from './data-text.ts';
import { chooseFiles } from './choose-files.ts';
import { DatasetSettings } from './DatasetSettings.tsx';
import { DatasetVersions } from './DatasetVersions.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { Profiles, type ColumnChange } from './Profiles.tsx';
import { useJob } from './use-job.ts';
import { tableRoleNames } from './vocabulary.ts';
import './data.css';

/** The page of one dataset: its rows, its columns, what is true of it, its versions. */
export function DatasetView({ datasetId }: { datasetId: string }): ReactNode {
  const { t } = useText();
  const project = useProject();
  const dataset = project?.datasets.find(({ id }) => id === datasetId);
  if (!project) return null;
  if (!dataset) return <p className="pr-wait">{t(dataText.gone)}</p>;
  return <DatasetPage key={dataset.id} dataset={dataset} />;
}

const ICON = { size: 14, stroke: 1.8 } as const;

/** What a split ends with. */
interface SplitResult {
  readonly conflicts: number;
  readonly added: readonly string[];
}

function SplitButton({ dataset }: { dataset: Dataset }): ReactNode {
  const { t } = useText();
  const [jobId, setJobId] = useState<string | null>(null);
  const { job, finished } = useJob(jobId);
  const { attempt, error } = useAttempt();
  const start = (): void =>
    attempt(call('dataset.split', { datasetId: dataset.id }).then((started) => setJobId(started.jobId)));
  const result = finished?.result as SplitResult | null | undefined;
  return (
    <>
      <Tooltip label={t(dataText.splitHelp)} multiline maw={300}>
        <Button variant="default" leftSection={<IconGitFork {...ICON} />} loading={job !== null} onClick={start}>
          {t(dataText.split)}
        </Button>
      </Tooltip>
      <ErrorLine error={error} />
      <span role="status" className="ds-said">
        {job && t(dataText.splitting)}
        {finished?.error && t(errorTexts[finished.error.code].what, finished.error.values)}
        {finished &&
          !finished.error &&
          result &&
          t(dataText.splitDone, { names: { list: [...result.added] }, conflicts: result.conflicts })}
      </span>
    </>
  );
}

/** A flat file of orders holds products and customers in its lines. */
const canSplit = ({ columns, entity }: Dataset): boolean =>
  entity === 'none' &&
  columns.some(({ role }) => role === 'itemId') &&
  columns.some(({ role }) => role === 'customerId');

function Header({ dataset, onFiles }: { dataset: Dataset; onFiles: (mode: 'append' | 'replace') => void }): ReactNode {
  const { t } = useText();
  return (
    <header className="ds-head">
      <div className="ds-words">
        <h2>{dataset.name}</h2>
        <p>
          {t(dataText.facts, {
            rows: dataset.nRows,
            role: tableRoleNames[dataset.tableRole],
            version: dataset.version,
          })}
        </p>
      </div>
      <div className="ds-buttons">
        {canSplit(dataset) && <SplitButton dataset={dataset} />}
        <Button variant="default" leftSection={<IconFileSymlink {...ICON} />} onClick={() => onFiles('replace')}>
          {t(dataText.replace)}
        </Button>
        <Button variant="default" leftSection={<IconFilePlus {...ICON} />} onClick={() => onFiles('append')}>
          {t(dataText.append)}
        </Button>
      </div>
    </header>
  );
}

function useEditing(dataset: Dataset, attempt: (work: Promise<unknown>) => void) {
  return useMemo(() => {
    const specOf = (column: string) => dataset.columns.find(({ name }) => name === column);
    return {
      roleOf: (column: string) => specOf(column)?.role ?? null,
      unitOf: (column: string) => specOf(column)?.unit ?? null,
      onChange(column: string, change: ColumnChange): void {
        const columns = dataset.columns.map((spec) => (spec.name === column ? { ...spec, ...change } : spec));
        attempt(call('dataset.update', { datasetId: dataset.id, columns }));
      },
    };
  }, [dataset, attempt]);
}

/** From which chance on scores without a model’s threshold count. */
const HALF = 0.5;

function DatasetPage({ dataset }: { dataset: Dataset }): ReactNode {
  const { t } = useText();
  const [importing, setImporting] = useState<{ paths: readonly string[]; target: ImportPlan['target'] } | null>(null);
  const { attempt, error } = useAttempt();
  const editing = useEditing(dataset, attempt);
  // A new version is another table behind the same reference: what shows it starts anew.
  const ref = useMemo((): TableRef => ({ from: 'dataset', datasetId: dataset.id }), [dataset.id]);
  const info = useCall('table.page', { ref, offset: 0, limit: 0 }).data?.info;
  const scored = scoreColumn(info);
  const pickFiles = async (mode: 'append' | 'replace'): Promise<void> => {
    const paths = await chooseFiles(t(dataText.chooseFiles));
    if (paths.length > 0) setImporting({ paths, target: { mode, datasetId: dataset.id } });
  };
  return (
    <section className="ds" aria-label={dataset.name}>
      <Header dataset={dataset} onFiles={(mode) => void pickFiles(mode)} />
      <ErrorLine error={error} />
      <Tabs defaultValue="table" keepMounted={false} className="ds-tabs">
        <Tabs.List aria-label={dataset.name}>
          <Tabs.Tab value="table">{t(dataText.tabTable)}</Tabs.Tab>
          <Tabs.Tab value="columns">{t(dataText.tabColumns)}</Tabs.Tab>
          <Tabs.Tab value="settings">{t(dataText.tabSettings)}</Tabs.Tab>
          <Tabs.Tab value="versions">{t(dataText.tabVersions)}</Tabs.Tab>
          {dataset.rejects && (
            <Tabs.Tab value="rejects">{t(dataText.tabRejects, { n: dataset.rejects.nRows })}</Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="table" className={scored ? 'ds-scored' : undefined}>
          <TableGrid key={dataset.outputHash} tableRef={ref} origin={dataset.id} fill />
          {scored && <KeepScored id={dataset.id} source={ref} column={scored} threshold={HALF} />}
        </Tabs.Panel>
        <Tabs.Panel value="columns">
          <Profiles key={dataset.outputHash} tableRef={ref} currency={dataset.currency} editing={editing} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <DatasetSettings dataset={dataset} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <DatasetVersions dataset={dataset} />
        </Tabs.Panel>
        {dataset.rejects && (
          <Tabs.Panel value="rejects">
            <TableGrid tableRef={{ from: 'output', hash: dataset.rejects.hash }} origin={dataset.id} fill />
          </Tabs.Panel>
        )}
      </Tabs>
      {importing && <ImportDialog {...importing} onClose={() => setImporting(null)} />}
    </section>
  );
}
