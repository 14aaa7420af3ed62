import { Button, NativeSelect } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type CSSProperties, type ReactNode } from 'react';
import type { Run, RunComparison } from '../../src-main/contract/project.ts';
import type { MetricValue, StepInfo } from '../../src-main/contract/step.ts';
import { formatDate, numberFormat } from '../../src-main/contract/text.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { FigureView } from '../figures/FigureView.tsx';
import { fieldsOf } from '../form/fields.ts';
import { sayValue } from '../form/say-value.ts';
import { useText } from '../i18n/i18n.tsx';
import { sayInterval, sayNumber } from '../panel/metrics.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { projectText } from './project-text.ts';
import { localTime, useRunTitle } from './run-words.ts';

function ParameterTable({
  parameters,
  step,
}: {
  parameters: RunComparison['parameters'];
  step: StepInfo | undefined;
}): ReactNode {
  const { t, locale } = useText();
  if (parameters.length === 0) return <p className="hint">{t(projectText.sameParameters)}</p>;
  const fields = fieldsOf(step?.parameters ?? {});
  const fieldOf = (name: string) => fields.find((field) => field.name === name);
  const nameOf = (name: string): string => {
    if (name === 'seed') return t(projectText.seed);
    const label = fieldOf(name)?.label;
    return label ? t(label) : name;
  };
  const say = (name: string, value: unknown): string => {
    if (value === undefined) return t(projectText.default);
    const field = fieldOf(name);
    const said = field ? sayValue(field, value, locale) : '';
    return said || (typeof value === 'string' ? value : JSON.stringify(value));
  };
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t(projectText.parameter)}</th>
          <th scope="col">{t(projectText.before)}</th>
          <th scope="col">{t(projectText.after)}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{nameOf(name)}</th>
            <td translate="no">{say(name, before)}</td>
            <td translate="no">{say(name, after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MetricCell({ metric }: { metric: MetricValue | null }): ReactNode {
  const { locale } = useText();
  if (!metric) return <td className="is-number">–</td>;
  const interval = sayInterval(metric, locale);
  return (
    <td className="is-number">
      {sayNumber(metric.value, locale)} {interval && <span className="hint">{interval}</span>}
    </td>
  );
}

/** Whether a change is for the better, where the step says which way is. */
function toneOf(change: number, port: StepInfo['gives'][string] | undefined): string {
  if (port?.kind !== 'metric' || port.better === 'none' || change === 0) return 'is-number';
  return (port.better === 'higher') === change > 0 ? 'is-number ok' : 'is-number bad';
}

function MetricTable({ metrics, step }: { metrics: RunComparison['metrics']; step: StepInfo | undefined }): ReactNode {
  const { t, locale } = useText();
  if (metrics.length === 0) return <p className="hint">{t(projectText.noMetrics)}</p>;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t(projectText.metric)}</th>
          <th scope="col" className="is-number">
            {t(projectText.before)}
          </th>
          <th scope="col" className="is-number">
            {t(projectText.after)}
          </th>
          <th scope="col" className="is-number">
            {t(projectText.change)}
          </th>
        </tr>
      </thead>
      <tbody>
        {metrics.map(({ output, before, after }) => {
          const port = step?.gives[output];
          const change = before && after ? after.value - before.value : null;
          return (
            <tr key={output}>
              <th scope="row">{port ? t(port.label) : output}</th>
              <MetricCell metric={before} />
              <MetricCell metric={after} />
              <td className={change === null ? 'is-number' : toneOf(change, port)}>
                {change === null ? '–' : `${change > 0 ? '+' : ''}${sayNumber(change, locale)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ClusterTable({ clusters }: { clusters: NonNullable<RunComparison['clusters']> }): ReactNode {
  const { t, locale } = useText();
  const { before, after, counts, nMoved, nCommon } = clusters;
  const most = Math.max(1, ...counts);
  return (
    <>
      <p className="heat-says">{t(projectText.moved, { moved: nMoved, common: nCommon })}</p>
      <table className="plain-table heat" aria-label={t(projectText.clusters)}>
        <thead>
          <tr>
            <td />
            {after.map((name) => (
              <th key={name} scope="col" className="is-number">
                {t(projectText.clusterAfter, { name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before.map((name, row) => (
            <tr key={name}>
              <th scope="row">{t(projectText.clusterBefore, { name })}</th>
              {after.map((other, column) => {
                const count = counts[row * after.length + column] ?? 0;
                return (
                  <td key={other} className="is-number" style={{ '--share': count / most } as CSSProperties}>
                    {numberFormat(locale).format(count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How high each of two figures is. */
const FIGURE_HEIGHT = 260;

/** A figure that both runs made, such as a curve, one beside the other. */
function FigurePair({ before, after, step }: { before: Run; after: Run; step: StepInfo | undefined }): ReactNode {
  const { t } = useText();
  const [chosen, setChosen] = useState('');
  const shared = before.outputs.filter(
    ({ id, kind }) => kind === 'figure' && after.outputs.some((other) => other.kind === 'figure' && other.id === id),
  );
  const shown = shared.find(({ id }) => id === chosen) ?? shared[0];
  if (!shown) return null;
  const nameOf = (id: string): string => {
    const port = step?.gives[id];
    return port ? t(port.label) : id;
  };
  return (
    <>
      <h3>{t(projectText.figures)}</h3>
      {shared.length > 1 && (
        <NativeSelect
          className="runs-panel"
          aria-label={t(projectText.whichFigure)}
          value={shown.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={shared.map(({ id }) => ({ value: id, label: nameOf(id) }))}
        />
      )}
      <div className="runs-figures">
        {[before, after].map((run, at) => (
          <section
            key={run.id}
            aria-label={`${nameOf(shown.id)}: ${t(at === 0 ? projectText.before : projectText.after)}`}
          >
            <h4>{t(at === 0 ? projectText.before : projectText.after)}</h4>
            <FigureView key={shown.id} runId={run.id} output={shown.id} panelId={run.panelId} half={FIGURE_HEIGHT} />
          </section>
        ))}
      </div>
    </>
  );
}

/** Two runs of one panel side by side: what was set otherwise, what it did to the numbers, and which rows moved. */
export function CompareRuns({ before, after, onBack }: { before: Run; after: Run; onBack: () => void }): ReactNode {
  const { t, locale } = useText();
  const step = useSteps().get(after.step);
  const title = useRunTitle()(after);
  const { data, error } = useCall('run.compare', { before: before.id, after: after.id });
  const [from, to] = [before, after].map(({ startedAt }) => formatDate(localTime(startedAt), locale, true));
  return (
    <section className="page" aria-label={title}>
      <header className="middle-head">
        <Button variant="default" leftSection={<IconArrowLeft size={14} stroke={1.8} />} onClick={onBack}>
          {t(projectText.back)}
        </Button>
        <h2 translate="no">{title}</h2>
      </header>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={title}>
        <p className="hint">{t(projectText.comparison, { before: from ?? '', after: to ?? '' })}</p>
        {error && <ErrorNote error={error} />}
        {data && (
          <>
            <h3>{t(projectText.parameters)}</h3>
            <ParameterTable parameters={data.parameters} step={step} />
            <h3>{t(projectText.metrics)}</h3>
            <MetricTable metrics={data.metrics} step={step} />
            <FigurePair {...{ before, after, step }} />
            {data.clusters && (
              <>
                <h3>{t(projectText.clusters)}</h3>
                <ClusterTable clusters={data.clusters} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
}
