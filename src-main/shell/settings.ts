import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import { locales, type Locale } from '../contract/text.ts';

const recent = z.object({
  path: z.string(),
  openedAt: z.number(),
  /** The file's number on its disk, by which it is found again after it was renamed or moved. */
  inode: z.string().nullable().default(null),
});

const settingsSchema = z.object({
  locale: z.enum(locales).nullable().catch(null).default(null),
  theme: z.enum(['light', 'dark']).nullable().catch(null).default(null),
  keys: z.record(z.string(), z.string()).catch({}).default({}),
  bounds: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .nullable()
    .catch(null)
    .default(null),
  recent: z.array(recent).catch([]).default([]),
  /** Where the files of a dataset's picture column lie, by the dataset's id. */
  pictureFolders: z.record(z.string(), z.string()).catch({}).default({}),
});

/** What this machine remembers between starts. */
export type Settings = z.output<typeof settingsSchema>;

/** A project that was open before, as it is remembered. */
export type RecentEntry = z.output<typeof recent>;

/** What the window may change of them. */
export const desktopSettings = settingsSchema.pick({ locale: true, theme: true, keys: true }).partial();

const settingsFile = (): string => path.join(app.getPath('userData'), 'settings.json');

/** The language that the command line asked for; it is not remembered. */
let localeOfThisStart: Locale | null = null;

/** Uses a language until the window chooses another. */
export function speakThisTime(locale: Locale): void {
  localeOfThisStart = locale;
}

function readFile(): Settings {
  try {
    return settingsSchema.parse(JSON.parse(fs.readFileSync(settingsFile(), 'utf8')));
  } catch {
    return settingsSchema.parse({});
  }
}

/** Reads the settings; a missing or damaged file means defaults. */
export function readSettings(): Settings {
  const settings = readFile();
  return { ...settings, locale: localeOfThisStart ?? settings.locale };
}

/** Changes some settings; the file is replaced whole, so that a crash leaves the old one or the new one. */
export function saveSettings(changes: Partial<Settings>): void {
  if (changes.locale !== undefined) localeOfThisStart = null;
  const file = settingsFile();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, JSON.stringify({ ...readFile(), ...changes }, null, 2));
  fs.renameSync(`${file}.new`, file);
}

/** The chosen language, or the system's where none was chosen. */
export function currentLocale(): Locale {
  return readSettings().locale ?? (app.getLocale().startsWith('zh') ? 'zh' : 'en');
}
