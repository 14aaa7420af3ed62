import path from 'node:path';

/** Where processes that tests start keep what Node made of the sources: the next one starts in half the time. */
export const COMPILE_CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/node');
