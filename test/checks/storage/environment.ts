/** Whether this user is root, who may write what nobody else may, and who may mount. */
export const IS_ROOT = process.getuid?.() === 0;
