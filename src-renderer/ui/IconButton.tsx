import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Where it switches something. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  onClick(): void;
}

/** A button that is an icon, its name in a tooltip; one that cannot act now keeps its name and its place. */
export function IconButton({ label, icon, pressed, disabled = false, onClick }: IconButtonProps): ReactNode {
  return (
    <Tooltip label={label} multiline maw={300}>
      <ActionIcon
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={disabled || undefined}
        className={disabled ? 'is-off' : undefined}
        onClick={disabled ? undefined : onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
