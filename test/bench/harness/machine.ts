import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

const GB = 1024 ** 3;

function distribution(): string {
  try {
    return /^PRETTY_NAME="?(.+?)"?$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.version();
  } catch {
    return os.version();
  }
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

/** What a figure depends on, by name. */
export function machineFacts(versions: Readonly<Record<string, string>>): [string, string][] {
  const instructions = /^flags\s*:(.*)$/m.exec(readOr('/proc/cpuinfo'))?.[1]?.split(' ') ?? [];
  const vectors = ['avx2', 'fma', 'avx512f'].filter((name) => instructions.includes(name));
  return [
    ['processor', [os.cpus()[0]?.model.trim() ?? 'unknown', ...vectors].join(', ')],
    ['cores', String(os.availableParallelism())],
    ['memory', `${(os.totalmem() / GB).toFixed(0)} GB`],
    ['system', `${distribution()}, ${os.type()} ${os.release().split('-')[0]}`],
    ['commit', commit()],
    ...Object.entries(versions),
  ];
}

function readOr(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
