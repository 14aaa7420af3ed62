import path from 'node:path';
import { locales, type Locale } from '../contract/text.ts';

/** What a command line asks of the app. */
export interface Startup {
  /** A project to open. */
  readonly open: string | null;
  readonly sample: boolean;
  /** A language for this start alone. */
  readonly locale: Locale | null;
  /** Where settings are kept, instead of the user's own folder. */
  readonly userData: string | null;
}

const valueOf = (argv: readonly string[], flag: string): string | null =>
  argv.find((word) => word.startsWith(`--${flag}=`))?.slice(flag.length + 3) ?? null;

/** @param folder what relative paths are relative to. */
export function readStartup(argv: readonly string[], folder: string): Startup {
  const project = argv.slice(1).find((word) => !word.startsWith('-') && word.endsWith('.clientele'));
  const userData = valueOf(argv, 'user-data-dir');
  return {
    open: project ? path.resolve(folder, project) : null,
    sample: argv.includes('--sample'),
    locale: locales.find((locale) => locale === valueOf(argv, 'locale')) ?? null,
    userData: userData ? path.resolve(folder, userData) : null,
  };
}
