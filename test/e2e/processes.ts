import fs from 'node:fs';

/** A process of this machine, as /proc shows it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly command: string;
}

function parentOf(pid: number): number {
  try {
    // The command, in parentheses, may hold spaces; what follows it does not.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return Number(fields?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** The processes that a process started, itself or through others (Linux). */
export function childrenOf(pid: number): ProcessInfo[] {
  const pids = fs
    .readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 0);
  const direct = pids.filter((candidate) => parentOf(candidate) === pid);
  return direct.flatMap((child) => [{ pid: child, command: commandOf(child) }, ...childrenOf(child)]);
}
