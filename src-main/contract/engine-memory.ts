/**
 * How the C library of Linux gives memory back, for the environment that an engine starts in. By itself it raises the size
 * from which freed blocks return to the system to 32 MB, and keeps what columns leave behind: a fifth of the engine's
 * memory at ten million rows. Other systems ignore it.
 */
export const ENGINE_MEMORY = { MALLOC_MMAP_THRESHOLD_: '262144' } as const;
