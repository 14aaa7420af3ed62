import { spawnSync } from 'node:child_process';

/** Whether this user is root, who may write what nobody else may, and who may mount. */
export const IS_ROOT = process.getuid?.() === 0;

/** A user who may not write what is not theirs: ourselves, or where we are root, nobody. */
export const COMMON_USER = IS_ROOT ? 65_534 : (process.getuid?.() ?? 0);

/** Whether that user can run these sources; not where they lie in a folder that is root's alone. */
export const commonUserCanRun = (): boolean =>
  spawnSync(process.execPath, [import.meta.filename], { uid: COMMON_USER, gid: IS_ROOT ? COMMON_USER : undefined })
    .status === 0;
