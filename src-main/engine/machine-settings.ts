import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { computeSettings, type ComputeSettings } from '../contract/backends.ts';

const fileIn = (configFolder: string): string => path.join(configFolder, 'compute.json');

/** What this machine was told to compute with; a missing or damaged file says nothing. */
export function readComputeSettings(configFolder: string): ComputeSettings {
  try {
    return computeSettings.parse(JSON.parse(readFileSync(fileIn(configFolder), 'utf8')));
  } catch {
    return computeSettings.parse({});
  }
}

/** Remembers it; the file is replaced whole, so that a crash leaves the old one or the new one. */
export function saveComputeSettings(configFolder: string, settings: ComputeSettings): void {
  const file = fileIn(configFolder);
  mkdirSync(configFolder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(settings, null, 2));
  renameSync(`${file}.${process.pid}`, file);
}
