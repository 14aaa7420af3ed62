import { Button, TextInput, Tooltip } from '@mantine/core';
import { IconArrowForward } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { OutputInfo, PanelView, Run } from '../../src-main/contract/project.ts';
import type { Chain, StepInfo } from '../../src-main/contract/step.ts';
import { formatDate, numberFormat } from '../../src-main/contract/text.ts';
import { openDialog } from '../app/dialogs.ts';
import { usePlace } from '../app/place.tsx';
import { useExport } from '../app/use-export.ts';
import { useSteps } from '../engine/queries.ts';
import { TableGrid } from '../grid/TableGrid.tsx';
import { useText } from '../i18n/i18n.tsx';
import { scoreText } from '../project/score-text.ts';
import { Markdown } from '../ui/Markdown.tsx';
import { editPanel } from './edits.ts';
import { KeepPanelScored } from './KeepScored.tsx';
import { metricRows, sayInterval, sayNumber } from './metrics.ts';
import { OpenChain } from './OpenChain.tsx';
import { usePanelActions } from './panel-context.ts';
import { outputText } from './panel-text.ts';
import { scoreColumn } from './scored.ts';
import { RowTools } from './RowTools.tsx';
import { settingsLine } from './summary.ts';
import { usePanelColumns } from './use-names.ts';

/** A table a panel gave, and the name under which queries find it. */
export function TableOutput({ view, output }: { view: PanelView; output: OutputInfo }): ReactNode {
  const { panel } = view;
  const scored = scoreColumn(output.table);
  const port = useSteps().get(panel.step)?.gives[output.id];
  return (
    <div className="pn-table">
      <TableGrid
        key={output.hash}
        tableRef={{ from: 'panel', panelId: panel.id, output: output.id }}
        origin={panel.id}
        empty={port?.kind === 'table' ? port.empty : undefined}
        rowTools={(info, cells) => <RowTools {...{ view, info, cells }} />}
      />
      {scored && <KeepPanelScored key={scored.name} panel={panel} output={output.id} column={scored} />}
      {output.id in panel.names && <TableName key={panel.names[output.id]} view={view} output={output.id} />}
    </div>
  );
}

function TableName({ view, output }: { view: PanelView; output: string }): ReactNode {
  const { t } = useText();
  const { panel } = view;
  const [name, setName] = useState(panel.names[output] ?? '');
  const keep = (): void => {
    const given = name.trim();
    if (given === '' || given === panel.names[output]) setName(panel.names[output] ?? '');
    else editPanel(panel.id, { names: { ...panel.names, [output]: given } }, 'now');
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') keep();
  };
  return (
    <Tooltip label={t(outputText.nameHelp)} position="top-start" multiline maw={320}>
      <div className="pn-sqlname">
        <label htmlFor={`${panel.id}-${output}-name`}>{t(outputText.nameInSql)}</label>
        <TextInput
          id={`${panel.id}-${output}-name`}
          disabled={panel.disabled}
          maxLength={60}
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={keep}
        />
      </div>
    </Tooltip>
  );
}

/** Everything a run measured. */
export function MetricsOutput({ run, step }: { run: Run; step: StepInfo | undefined }): ReactNode {
  const { t, locale } = useText();
  const rows = metricRows(run, step);
  const hasSides = rows.some(({ better }) => better !== 'none');
  const hasIntervals = rows.some(({ metric }) => metric?.lower !== undefined);
  return (
    <table className="pn-metrics">
      <thead>
        <tr>
          <th scope="col">{t(outputText.metric)}</th>
          <th scope="col" className="is-number">
            {t(outputText.value)}
          </th>
          {hasIntervals && (
            <th scope="col" className="is-number">
              {t(outputText.interval)}
            </th>
          )}
          {hasSides && <th scope="col">{t(outputText.better)}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, better, metric, ...written }) => (
          <tr key={id}>
            <th scope="row">{typeof label === 'string' ? label : t(label)}</th>
            <td className="is-number">
              {metric ? sayNumber(metric.value, locale, written) : t(outputText.notMeasured)}
            </td>
            {hasIntervals && <td className="is-number">{metric ? sayInterval(metric, locale, written) : ''}</td>}
            {hasSides && <td>{better !== 'none' && t(outputText[better])}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a run learned, and what can be done with it. */
export function ModelOutput({
  view,
  step,
  output,
}: {
  view: PanelView;
  step: StepInfo | undefined;
  output: OutputInfo;
}): ReactNode {
  const { t, locale } = useText();
  const steps = useSteps();
  const actions = usePanelActions();
  const { run, panel } = view;
  const applying = `${panel.step}:apply`;
  const gives = step?.gives[output.id];
  const columns = usePanelColumns(panel.id);
  const settings = step && run ? settingsLine(step, run.parameters, locale, columns) : [];
  return (
    <div className="pn-model">
      <p>{t(outputText.modelWhat)}</p>
      <dl>
        <dt>{t(outputText.modelMadeBy)}</dt>
        <dd>{step ? t(step.title) : panel.step}</dd>
        <dt>{t(outputText.modelParameters)}</dt>
        <dd>{settings.map(({ label, value }) => `${label} ${value}`).join(' · ')}</dd>
        <dt>{t(outputText.modelSeed)}</dt>
        <dd>{run?.seed}</dd>
        <dt>{t(outputText.modelWhen)}</dt>
        <dd>{run && formatDate(run.startedAt - 60_000 * new Date(run.startedAt).getTimezoneOffset(), locale, true)}</dd>
        <dt>{t(outputText.modelSize)}</dt>
        <dd>{t(outputText.kilobytes, { n: numberFormat(locale).format(Math.ceil(output.bytes / 1000)) })}</dd>
      </dl>
      {steps.has(applying) && (
        <Tooltip label={t(outputText.applyHelp)}>
          <Button
            variant="default"
            leftSection={<IconArrowForward size={14} stroke={1.8} />}
            onClick={() => actions.addStep(panel.id, 'below', applying)}
          >
            {t(outputText.apply)}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={t(scoreText.openHelp)} multiline maw={320}>
        <Button variant="default" onClick={() => openDialog({ kind: 'score', panelId: panel.id })}>
          {t(scoreText.open)}
        </Button>
      </Tooltip>
      {gives?.kind === 'model' && gives.hasWeights && (
        <ExportWeights panelId={panel.id} name={panel.title || output.id} />
      )}
    </div>
  );
}

const PRECISIONS = [
  { precision: 'float32', label: outputText.exportWeights, help: outputText.exportWeightsHelp },
  { precision: 'int8', label: outputText.exportSmall, help: outputText.exportSmallHelp },
] as const;

/** The weights of a neural model, as they are or rounded. */
function ExportWeights({ panelId, name }: { panelId: string; name: string }): ReactNode {
  const { t } = useText();
  const exports = useExport();
  return PRECISIONS.map(({ precision, label, help }) => (
    <Tooltip key={precision} label={t(help)}>
      <Button variant="default" onClick={() => void exports.weights(panelId, name, precision)}>
        {t(label)}
      </Button>
    </Tooltip>
  ));
}

/** Steps with their settings, as a run found them. */
export function ChainOutput({ panelId, chain }: { panelId: string; chain: Chain }): ReactNode {
  const { t, locale } = useText();
  const steps = useSteps();
  const columns = usePanelColumns(panelId);
  const nameOf = (step: string): string => {
    const found = steps.get(step);
    return found ? t(found.title) : step;
  };
  return (
    <div className="pn-model">
      <p>{t(outputText.chainWhat)}</p>
      {chain.steps.map((link, at) => {
        const info = steps.get(link.step);
        const settings = info ? settingsLine(info, link.parameters, locale, columns) : [];
        return (
          <dl key={at}>
            <dt>{info ? t(info.title) : link.step}</dt>
            <dd>
              {Object.values(link.chains ?? {})
                .flat()
                .map((member) => member.title ?? member.steps.map(({ step }) => nameOf(step)).join(' → '))
                .join(' + ')}
            </dd>
            {settings.map(({ label, value, changed }) => (
              <div key={label} className="pn-pair">
                <dt>{label}</dt>
                <dd className={changed ? 'is-changed' : undefined}>{value}</dd>
              </div>
            ))}
          </dl>
        );
      })}
      <OpenChain {...{ panelId, chain }} />
    </div>
  );
}

/** What a step is good for, how to read it, and what it follows. */
export function AboutStep({ step }: { step: StepInfo }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  return (
    <div className="pn-about">
      <Markdown source={t(step.about)} headingLevel={4} onPage={(page) => go({ kind: 'help', page })} />
      {step.references.length > 0 && (
        <>
          <h4>{t(outputText.references)}</h4>
          <ul>
            {step.references.map((reference) => (
              <li key={reference}>{reference}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
