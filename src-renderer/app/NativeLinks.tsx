import { useEffect, type ReactNode } from 'react';
import { desktop } from '../engine/desktop.ts';
import { startCommand } from './commands.ts';
import { openProject } from './projects.ts';

/** Does what the native menu, a second start and the desktop ask for. */
export function NativeLinks(): ReactNode {
  useEffect(() => {
    const menu = desktop?.onMenu((command) => void startCommand(command));
    const project = desktop?.onOpenProject((path) => void openProject(path));
    return () => {
      menu?.();
      project?.();
    };
  }, []);
  return null;
}
