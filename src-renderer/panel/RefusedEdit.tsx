import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import { useText } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { dropEdit } from './edits.ts';
import { useShownPanels } from './panel-context.ts';
import { refusedText } from './panel-text.ts';
import { usePanelTitles } from './use-names.ts';

/** Names the owner of a name as it is shown here, where it is a panel of this notebook. */
function useNamed(error: ErrorPayload): ErrorPayload {
  const panels = useShownPanels();
  const titleOf = usePanelTitles();
  const { name } = error.values;
  const taken = error.code === 'name-taken' && typeof name === 'string' ? name.toLowerCase() : null;
  const owner = panels.find(({ panel }) => Object.values(panel.names).some((other) => other.toLowerCase() === taken));
  return owner ? { ...error, values: { ...error.values, owner: titleOf(owner.panel.id) } } : error;
}

/** An edit that the engine did not take: why, and the way back. */
export function RefusedEdit({ panelId, error }: { panelId: string; error: ErrorPayload }): ReactNode {
  const { t } = useText();
  const named = useNamed(error);
  return (
    <div className="pn-failure">
      <ErrorNote error={named}>
        <Button variant="default" onClick={() => dropEdit(panelId)}>
          {t(refusedText.giveUp)}
        </Button>
      </ErrorNote>
    </div>
  );
}
