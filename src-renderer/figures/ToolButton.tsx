import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToolButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  /** Takes the focus when it appears. */
  readonly autoFocus?: boolean;
  readonly onClick: () => void;
}

/** A button of a toolbar: an icon with its name in a tooltip; `pressed` where it switches something. */
export function ToolButton({ label, icon, pressed, autoFocus, onClick }: ToolButtonProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-pressed={pressed}
        autoFocus={autoFocus}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
