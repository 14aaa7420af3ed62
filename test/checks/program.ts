import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where each program starts: in the sources, and in the build. */
const PROGRAMS = {
  cli: { source: 'src-main/cli/main.ts', built: 'cli.mjs' },
  engine: { source: 'src-main/engine/main.ts', built: 'engine.mjs' },
} as const;

/**
 * The file that starts one of our programs: the one users run where `CLIENTELE_BUILT` names the folder of a build of
 * these sources (`npm test` does), and otherwise the source itself.
 */
export function program(name: keyof typeof PROGRAMS): string {
  const { source, built } = PROGRAMS[name];
  const build = process.env.CLIENTELE_BUILT;
  return build === undefined ? path.join(ROOT, source) : path.join(build, 'engine', built);
}
