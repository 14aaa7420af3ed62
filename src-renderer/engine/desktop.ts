import type { DesktopApi } from '../../src-main/contract/desktop.ts';

/** What is native; null in a browser, which reaches the same engine over loopback. */
export const desktop: DesktopApi | null = (globalThis as { desktop?: DesktopApi }).desktop ?? null;
