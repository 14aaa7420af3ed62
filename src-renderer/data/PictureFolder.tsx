import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatError } from '../../src-main/contract/errors.ts';
import type { DatasetView } from '../../src-main/contract/project.ts';
import { desktop } from '../engine/desktop.ts';
import { useCall } from '../engine/queries.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { useText } from '../i18n/i18n.tsx';
import { pictureText } from './picture-text.ts';

/** Where the files of a picture column lie: chosen once, on this machine, in the system's dialog. */
export function PictureFolder({ dataset }: { dataset: DatasetView }): ReactNode {
  const { t, locale } = useText();
  const { attempt, error } = useAttempt();
  const view = useCall('picture.folderView', { datasetId: dataset.id }).data;
  const folder = view?.folder ?? null;
  const choose = (): void =>
    attempt(Promise.resolve(desktop?.choosePictureFolder({ title: t(pictureText.choose), datasetId: dataset.id })));
  return (
    <div className="ds-pictures" role="group" aria-label={t(pictureText.title)}>
      <b>{t(pictureText.title)}</b>
      <p className="hint">{t(desktop ? pictureText.help : pictureText.onlyDesktop)}</p>
      {view && folder !== null && (
        <p>
          <code translate="no">{folder}</code>
          <br />
          {t(pictureText.found, { found: view.found, looked: view.looked })}
        </p>
      )}
      {view?.problem && <p className="hint">{Object.values(formatError(view.problem, locale)).join(' ')}</p>}
      {desktop && (
        <div className="ds-buttons">
          <Button variant="default" leftSection={<IconPhoto size={14} stroke={1.8} />} onClick={choose}>
            {t(folder === null ? pictureText.choose : pictureText.another)}
          </Button>
          {folder !== null && (
            <Button variant="subtle" onClick={() => attempt(Promise.resolve(desktop?.forgetPictureFolder(dataset.id)))}>
              {t(pictureText.forget)}
            </Button>
          )}
        </div>
      )}
      <ErrorLine error={error} />
    </div>
  );
}
