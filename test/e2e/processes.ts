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

const LISTENING = '0A';

/** The TCP ports that a process listens on (Linux); none where it ended meanwhile. */
export function listeningPorts(pid: number): number[] {
  try {
    return openPorts(pid);
  } catch (thrown) {
    if (isAlive(pid)) throw thrown;
    return [];
  }
}

function openPorts(pid: number): number[] {
  const sockets = new Set<string>();
  for (const fd of fs.readdirSync(`/proc/${pid}/fd`)) {
    const link = fs.readlinkSync(`/proc/${pid}/fd/${fd}`, 'utf8');
    const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
    if (inode) sockets.add(inode);
  }
  const ports: number[] = [];
  for (const table of ['tcp', 'tcp6']) {
    for (const row of fs.readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1)) {
      const fields = row.trim().split(/\s+/);
      if (fields[3] === LISTENING && sockets.has(fields[9] ?? ''))
        ports.push(Number.parseInt(fields[1]?.split(':')[1] ?? '', 16));
    }
  }
  return ports;
}

/** Whether a process runs; one that ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') === false;
  } catch {
    return false;
  }
}
