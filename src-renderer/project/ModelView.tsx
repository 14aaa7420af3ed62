import { Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForward,
  IconArrowsLeftRight,
  IconRosette,
  IconRosetteFilled,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { ModelVersion, ModelView as KeptModel } from '../../src-main/contract/models.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { openDialog } from '../app/dialogs.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { compareRuns } from './compared.ts';
import { ModelCardView, useMetricWords } from './ModelCardView.tsx';
import { modelText as text } from './model-text.ts';
import { localTime } from './run-words.ts';
import { scoreText } from './score-text.ts';
import { attempt } from './tree-actions.ts';
import './project.css';

const MOST_METRICS = 3;

/** Puts two versions side by side on the page of runs. */
async function compareVersions(panelId: string, one: ModelVersion, other: ModelVersion): Promise<void> {
  const runs = await call('run.list', { panelId, limit: 1000 });
  const [a, b] = [one, other].map(({ runId }) => runs.find(({ id }) => id === runId));
  if (a && b) compareRuns(a, b);
}

interface VersionProps {
  readonly model: KeptModel;
  readonly version: ModelVersion;
  readonly before: ModelVersion | undefined;
  readonly step: StepInfo | undefined;
  readonly chosen: boolean;
  onChoose(): void;
}

function VersionRow({ model, version, before, step, chosen, onChoose }: VersionProps): ReactNode {
  const { t, locale } = useText();
  const { go } = usePlace();
  const metricWords = useMetricWords(step);
  const { panelId } = model;
  const { runId, isPromoted, isCurrent } = version;
  const uses = [...(isPromoted ? [t(text.promoted)] : []), ...(isCurrent ? [t(text.current)] : [])];
  const compare = async (other: ModelVersion): Promise<void> => {
    await compareVersions(panelId, version, other);
    go({ kind: 'runs' });
  };
  return (
    <tr aria-selected={chosen}>
      <td>
        <Button variant={chosen ? 'light' : 'subtle'} size="compact-xs" aria-pressed={chosen} onClick={onChoose}>
          {t(text.versionOf, { n: version.version })}
        </Button>
      </td>
      <td className="is-narrow">{formatDate(localTime(version.startedAt), locale, true)}</td>
      <td>{metricWords(version, MOST_METRICS)}</td>
      <td>{uses.join(' · ')}</td>
      <td>
        <div className="runs-actions">
          <IconButton
            label={`${t(isPromoted ? text.demote : text.promote)}: ${t(text.versionOf, { n: version.version })}`}
            icon={isPromoted ? <IconRosetteFilled size={14} /> : <IconRosette size={14} stroke={1.8} />}
            pressed={isPromoted}
            onClick={() => attempt(call('model.promote', { panelId, runId: isPromoted ? null : runId }))}
          />
          <IconButton
            label={`${t(text.restore)}: ${t(text.versionOf, { n: version.version })}`}
            icon={<IconArrowBackUp size={14} stroke={1.8} />}
            onClick={() => attempt(call('run.restore', { runId }))}
          />
          {before && (
            <IconButton
              label={`${t(text.compare)}: ${t(text.versionOf, { n: version.version })}`}
              icon={<IconArrowsLeftRight size={14} stroke={1.8} />}
              onClick={() => attempt(compare(before))}
            />
          )}
        </div>
      </td>
    </tr>
  );
}

function ModelPage({ model }: { model: KeptModel }): ReactNode {
  const { t } = useText();
  const { go, focusPanel } = usePlace();
  const step = useSteps().get(model.step);
  const title = typeof model.title === 'string' ? model.title : t(model.title);
  const { versions } = model;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = versions.find(({ runId }) => runId === chosen) ?? versions.find(({ isPromoted }) => isPromoted) ?? versions[0]!; // prettier-ignore
  const { data: card } = useCall('model.card', { runId: shown.runId });
  return (
    <section className="page" aria-label={title}>
      <header className="middle-head">
        <h2 translate="no">{title}</h2>
        <Button
          variant="default"
          onClick={() => {
            go({ kind: 'notebook', notebookId: model.notebookId });
            focusPanel(model.panelId);
          }}
        >
          {t(text.showPanel)}
        </Button>
        <Tooltip label={t(scoreText.openHelp)} multiline maw={320}>
          <Button
            variant="default"
            leftSection={<IconArrowForward size={14} stroke={1.8} />}
            onClick={() => openDialog({ kind: 'score', panelId: model.panelId })}
          >
            {t(scoreText.open)}
          </Button>
        </Tooltip>
      </header>
      <div className="page-body scroll" tabIndex={0} role="region" aria-label={title}>
        <h3>{t(text.versions)}</h3>
        <p className="hint">{t(text.promoteHelp)}</p>
        <table className="plain-table" aria-label={t(text.versions)}>
          <thead>
            <tr>
              <th scope="col">{t(text.version)}</th>
              <th scope="col">{t(text.fitted)}</th>
              <th scope="col">{step ? t(step.title) : model.step}</th>
              <th scope="col">{t(text.use)}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {versions.map((version, i) => (
              <VersionRow
                key={version.runId}
                {...{ model, version, step }}
                before={versions[i + 1]}
                chosen={version === shown}
                onChoose={() => setChosen(version.runId)}
              />
            ))}
          </tbody>
        </table>
        <h3>{t(text.card, { n: shown.version })}</h3>
        {card && <ModelCardView {...{ card, step }} />}
      </div>
    </section>
  );
}

/** A model: its versions, which of them scores new data, and what is known of each. */
export function ModelView({ panelId }: { panelId: string }): ReactNode {
  const { t } = useText();
  const { data: models } = useCall('model.list', {});
  if (!models) return null;
  const model = models.find((candidate) => candidate.panelId === panelId);
  if (!model) return <p className="hint middle-wait">{t(text.gone)}</p>;
  return <ModelPage model={model} />;
}
