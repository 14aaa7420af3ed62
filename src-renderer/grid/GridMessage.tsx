import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Text } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { gridText } from './grid-text.ts';
import type { PageCache } from './page-cache.ts';
import type { GridActions } from './use-grid-state.ts';

interface GridMessageProps {
  readonly cache: PageCache;
  readonly actions: GridActions;
  readonly again: () => void;
  /** What it means that there is no row at all. */
  readonly empty: Text | undefined;
}

/** What stands in place of rows. */
export function GridMessage({ cache, actions, again, empty }: GridMessageProps): ReactNode {
  const { t } = useText();
  if (cache.error) {
    return (
      <div className="gr-empty" role="alert">
        {t(gridText.failed)}
        <Button variant="default" size="compact-xs" onClick={again}>
          {t(gridText.again)}
        </Button>
      </div>
    );
  }
  if (cache.nMatching === null) return <div className="gr-empty">{t(gridText.loading)}</div>;
  const isNarrowed =
    Object.keys(actions.state.filters).length > 0 || actions.state.find !== '' || actions.state.selectedOnly;
  if (!isNarrowed) return <div className="gr-empty">{t(empty ?? gridText.none)}</div>;
  return (
    <div className="gr-empty">
      {t(gridText.noMatch)}
      <Button variant="default" size="compact-xs" onClick={actions.showAll}>
        {t(gridText.clear)}
      </Button>
    </div>
  );
}
