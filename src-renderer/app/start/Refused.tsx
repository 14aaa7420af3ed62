import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatError } from '../../../src-main/contract/errors.ts';
import { useText } from '../../i18n/i18n.tsx';
import { texts } from '../../i18n/texts.ts';
import { baseName } from '../../ui/base-name.ts';
import { chooseProject, forgetRefusal, openProject, useRefusal } from '../projects.ts';
import { startText } from './start-text.ts';

const text = texts({ close: { en: 'Close', zh: '关闭' } });

/** Why a project was not opened, and what can be done about it. */
export function Refused(): ReactNode {
  const { t, locale } = useText();
  const refusal = useRefusal();
  if (!refusal) return null;
  const { what, todo } = formatError(refusal.error, locale);
  return (
    <section className="refused" role="alert">
      <div>
        <h3>{t(startText.notOpened, { name: baseName(refusal.path) })}</h3>
        <p>{what}</p>
        <p>{todo}</p>
        <div className="refused-do">
          <Button variant="default" onClick={() => void openProject(refusal.path)}>
            {t(startText.again)}
          </Button>
          <Button variant="default" onClick={() => void chooseProject()}>
            {t(startText.chooseOther)}
          </Button>
        </div>
      </div>
      <CloseButton size="sm" aria-label={t(text.close)} onClick={forgetRefusal} />
    </section>
  );
}
