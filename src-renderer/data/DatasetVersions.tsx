import type { ReactNode } from 'react';
import type { DatasetView } from '../../src-main/contract/project.ts';
import { languageTag, numberFormat } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { dataText } from './data-text.ts';

/** The versions of a dataset, the newest first. */
export function DatasetVersions({ dataset }: { dataset: DatasetView }): ReactNode {
  const { locale, t } = useText();
  const time = new Intl.DateTimeFormat(languageTag(locale), { dateStyle: 'medium', timeStyle: 'short' });
  const versions = [...dataset.versions].sort((a, b) => b.version - a.version);
  return (
    <div className="pr-scroll" role="region" tabIndex={0} aria-label={t(dataText.tabVersions)}>
      <table className="pr">
        <thead>
          <tr>
            <th scope="col">{t(dataText.version)}</th>
            <th scope="col" className="is-number">
              {t(dataText.rows)}
            </th>
            <th scope="col">{t(dataText.imported)}</th>
            <th scope="col">{t(dataText.files)}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, nRows, importedAt, files }) => (
            <tr key={version}>
              <th scope="row">
                {version}
                {version === dataset.version && <small>{t(dataText.current)}</small>}
              </th>
              <td className="is-number">{numberFormat(locale).format(nRows)}</td>
              <td>{time.format(importedAt)}</td>
              <td>{files.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
