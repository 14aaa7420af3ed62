import { Button, CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useText } from '../i18n/i18n.tsx';
import { outputText } from './panel-text.ts';

/** What someone who mends it needs to know; nothing of the data. */
export function CopyDetails({ view, error }: { view: PanelView; error: ErrorPayload }): ReactNode {
  const { t } = useText();
  const { step, stepVersion, parameters, seed } = view.panel;
  const details = JSON.stringify({ step, stepVersion, parameters, seed, error }, null, 1);
  return (
    <CopyButton value={details}>
      {({ copied, copy }) => (
        <Button variant="subtle" onClick={copy}>
          {t(copied ? outputText.copied : outputText.copyDetails)}
        </Button>
      )}
    </CopyButton>
  );
}
