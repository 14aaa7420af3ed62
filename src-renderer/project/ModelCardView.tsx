import type { ReactNode } from 'react';
import { describeBackend } from '../../src-main/contract/backends.ts';
import type { ModelCard, ModelVersion } from '../../src-main/contract/models.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { formatDate, numberFormat } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { sayNumber } from '../panel/metrics.ts';
import { sayDuration } from '../panel/say.ts';
import { settingsLine } from '../panel/summary.ts';
import { modelText as text } from './model-text.ts';
import { localTime } from './run-words.ts';
import { scoreText } from './score-text.ts';
import '../panel/panel.css';

/** Writes the first of what a version measured on one line. */
export function useMetricWords(step: StepInfo | undefined): (version: ModelVersion, most: number) => string {
  const { t, locale } = useText();
  return ({ metrics }, most) =>
    Object.entries(metrics)
      .slice(0, most)
      .map(([id, { value }]) => {
        const port = step?.gives[id];
        const unit = port?.kind === 'metric' ? (port.unit ?? null) : null;
        return `${port ? t(port.label) : id} ${sayNumber(value, locale, { unit, currency: null })}`;
      })
      .join(' · ');
}

/** Everything that is known of one version of a model. */
export function ModelCardView({ card, step }: { card: ModelCard; step: StepInfo | undefined }): ReactNode {
  const { t, locale, label } = useText();
  const metricWords = useMetricWords(step);
  const { target, features, trainedOn, version, warnings, backend } = card;
  const columns = Object.values(features).flatMap((needs) => needs.map(({ name }) => name));
  const settings = step ? settingsLine(step, card.parameters, locale) : [];
  const says = target && target.classes.length > 0 ? t(text.classes, { column: target.column, classes: target.classes.join(', ') }) : target?.column; // prettier-ignore
  const sayRaw = (raw: ModelCard['raw']): string => {
    if (!raw) return t(text.noRaw, { why: scoreText.tooOld });
    if (raw.refused) return t(text.noRaw, { why: raw.refused });
    return t(text.rawFrom, { datasets: { list: raw.datasets.map(({ name }) => name) } });
  };
  const facts: readonly (readonly [string, string])[] = [
    ...(says === undefined ? [] : [[t(text.predicts), says] as const]),
    [t(text.fitted), formatDate(localTime(version.startedAt), locale, true)],
    [t(text.rows), numberFormat(locale).format(card.nTrainingRows)],
    [t(text.data), Object.values(trainedOn).flat().join(', ')],
    [t(text.features), columns.join(', ')],
    [t(text.settings), settings.map(({ label: name, value }) => `${name} ${value}`).join(' · ')],
    [t(text.seed), String(card.seed)],
    [t(text.backend), describeBackend(backend)],
    [t(text.took), sayDuration(card.durationMs, locale)],
    [t(text.drift), t(card.tellsDrift ? text.tellsDrift : text.noDrift)],
    [t(text.rawData), sayRaw(card.raw)],
    [t(text.warnings), warnings.length > 0 ? warnings.map(label).join(' ') : t(text.none)],
  ];
  return (
    <div className="pn-model">
      <p>{metricWords(version, Infinity)}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className="pn-pair">
            <dt>{name}</dt>
            <dd translate="no">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
