import type { ReactNode } from 'react';
import { numberFormat } from '../../../src-main/contract/text.ts';
import { useCall, useProject } from '../../engine/queries.ts';
import { useText } from '../../i18n/i18n.tsx';
import { frameText } from '../frame-text.ts';
import { Logo } from '../Logo.tsx';
import { settingsText } from './settings-text.ts';

/** What this is, and what it runs on. */
export function About(): ReactNode {
  const { t, locale } = useText();
  const info = useCall('engine.info', {}).data;
  const project = useProject();
  const inUnits = (bytes: number, unit: number): string =>
    numberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / unit);
  const memory = info && { budget: inUnits(info.budgetBytes, 1e9), all: inUnits(info.memoryBytes, 1e9) };
  return (
    <div className="about">
      <p className="about-name">
        <Logo size={24} /> <b>{t(frameText.product)}</b>
      </p>
      <p>{t(settingsText.privacy)}</p>
      {info && (
        <dl className="facts">
          <dt>{t(settingsText.version)}</dt>
          <dd>{info.version}</dd>
          <dt>{t(settingsText.engine)}</dt>
          <dd translate="no">Node {info.node}</dd>
          <dt>{t(settingsText.database)}</dt>
          <dd translate="no">SQLite {info.sqlite}</dd>
          <dt>{t(settingsText.machine)}</dt>
          <dd>
            <span translate="no">{info.platform}</span> ·{' '}
            {t(settingsText.threads, { threads: info.threads, cores: info.cores })}
          </dd>
          <dt>{t(settingsText.memory)}</dt>
          <dd>{memory && t(settingsText.memoryOf, memory)}</dd>
          {project && (
            <>
              <dt>{t(settingsText.project)}</dt>
              <dd>
                {project.path} · {t(settingsText.size, { size: inUnits(project.sizeBytes, 1e6) })}
              </dd>
            </>
          )}
        </dl>
      )}
    </div>
  );
}
