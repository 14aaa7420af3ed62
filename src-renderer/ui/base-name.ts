/** The last part of a path, whatever the platform. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
