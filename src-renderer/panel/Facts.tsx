import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { useText } from '../i18n/i18n.tsx';
import { metricRows, sayNumber } from './metrics.ts';
import { panelText } from './panel-text.ts';

/** Qualities named beside the numbers of rows; the tab has all. */
const MOST_METRICS = 4;

/** What a run did, in numbers: rows in and out, and what it measured. */
export function Facts({ view, step }: { view: PanelView; step: StepInfo | undefined }): ReactNode {
  const { t, locale } = useText();
  const { run, nRowsIn } = view;
  if (!run) return null;
  const given = Object.keys(step?.gives ?? {});
  const tables = run.outputs.filter(({ table }) => table !== undefined);
  const first = [...tables].sort((a, b) => given.indexOf(a.id) - given.indexOf(b.id))[0]?.table;
  const metrics = metricRows(run, step)
    .filter(({ metric }) => metric !== null)
    .slice(0, MOST_METRICS);
  if (!first && metrics.length === 0) return null;
  return (
    <p className={view.isOld ? 'pn-facts num is-old' : 'pn-facts num'}>
      {first && (
        <span>
          {nRowsIn === null
            ? t(panelText.rowsOut, { after: first.nRows })
            : t(panelText.rowsInOut, { before: nRowsIn, after: first.nRows })}
        </span>
      )}
      {metrics.map(({ id, label, metric, ...written }) => (
        <span key={id}>
          {typeof label === 'string' ? label : t(label)} <b>{sayNumber(metric!.value, locale, written)}</b>
        </span>
      ))}
    </p>
  );
}

/** What a run warned of; warnings are results too. */
export function Warnings({ view }: { view: PanelView }): ReactNode {
  const { t, label } = useText();
  const warnings = view.run?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <ul className="pn-warnings" aria-label={t(panelText.warnings)}>
      {warnings.map((warning, i) => (
        <li key={i}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden /> {label(warning)}
        </li>
      ))}
    </ul>
  );
}
