import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconCircleX,
  IconClock,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PanelState, PanelView } from '../../src-main/contract/project.ts';
import { useText } from '../i18n/i18n.tsx';
import { chipText } from './reason.ts';

const ICON = { size: 14, stroke: 1.8, 'aria-hidden': true } as const;

const icons: Readonly<Record<PanelState, ReactNode>> = {
  empty: <IconCircleDashed {...ICON} />,
  ready: <IconCircleCheck {...ICON} />,
  stale: <IconAlertTriangle {...ICON} />,
  queued: <IconClock {...ICON} />,
  running: <IconLoader2 {...ICON} className="pn-turning" />,
  failed: <IconCircleX {...ICON} />,
  disabled: <IconCircleOff {...ICON} />,
};

/** How a panel is doing, in a word and a sign. */
export function StateChip({ view }: { view: PanelView }): ReactNode {
  const { t } = useText();
  return (
    <span className="pn-chip" data-state={view.state}>
      {icons[view.state]}
      {t(chipText(view))}
    </span>
  );
}
