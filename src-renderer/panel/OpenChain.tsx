import { Button, Tooltip } from '@mantine/core';
import { IconArrowForward } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Chain } from '../../src-main/contract/step.ts';
import { useText } from '../i18n/i18n.tsx';
import { usePanelActions } from './panel-context.ts';
import { outputText } from './panel-text.ts';

interface OpenChainProps {
  readonly panelId: string;
  readonly chain: Chain;
  /** Among other small buttons. */
  readonly isSmall?: boolean;
}

/** Adds the steps of a chain as panels below the one that gave it. */
export function OpenChain({ panelId, chain, isSmall = false }: OpenChainProps): ReactNode {
  const { t } = useText();
  const actions = usePanelActions();
  return (
    <Tooltip label={t(outputText.openChainHelp)} multiline maw={320}>
      <Button
        variant="default"
        {...(isSmall ? { size: 'compact-xs' } : {})}
        leftSection={<IconArrowForward size={isSmall ? 13 : 14} stroke={1.8} aria-hidden />}
        onClick={() => actions.addChain(panelId, chain)}
      >
        {t(outputText.openChain)}
      </Button>
    </Tooltip>
  );
}
