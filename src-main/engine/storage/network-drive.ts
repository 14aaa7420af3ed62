import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** File systems on which SQLite's write-ahead log is not safe: its index is memory that machines would have to share. */
const NETWORK_TYPES =
  /^(nfs\d?|cifs|smb\w*|9p|afs|afpfs|ncpfs|ceph|lustre|glusterfs|gfs2?|ocfs2|davfs\d?|webdav|beegfs|orangefs|fuse\.(sshfs|rclone|davfs2?|glusterfs|s3fs|gcsfuse|ceph\S*|smbnetfs|nfs\S*|google-drive\S*))$/;

const unescapeMount = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));

const isBelow = (path: string, mount: string): boolean =>
  mount === '/' || path === mount || path.startsWith(`${mount}/`);

/**
 * The type of the file system that holds a path.
 *
 * @param mounts lines of /proc/mounts. @param path absolute, without links. @returns '' where no mount holds it.
 */
export function fileSystemType(path: string, mounts: string): string {
  let best = { mount: '', type: '' };
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type = ''] = line.split(' ');
    const mount = unescapeMount(escaped);
    // Of two mounts at one place the later hides the earlier.
    if (escaped !== '' && isBelow(path, mount) && mount.length >= best.mount.length) best = { mount, type };
  }
  return best.type;
}

/** Lines of macOS's `mount`, such as `//u@host/share on /Volumes/share (smbfs, nodev)`, as those of /proc/mounts. */
export function mountsOfMac(output: string): string {
  const lines = [...output.matchAll(/^(.+) on (.+) \(([^,)]+)[^)]*\)$/gm)];
  return lines.map(([, , mount = '', type = '']) => `- ${mount.replaceAll(' ', '\\040')} ${type}`).join('\n');
}

/** Whether a path lies on a drive of another machine; where the system does not say, it is taken for local. */
export function isOnNetworkDrive(path: string): boolean {
  try {
    // Resolving a Windows drive letter of a share gives its \\server name.
    const real = realpathSync.native(dirname(path));
    if (process.platform === 'win32') return real.startsWith('\\\\');
    const mounts =
      process.platform === 'darwin'
        ? mountsOfMac(execFileSync('/sbin/mount', { encoding: 'utf8' }))
        : readFileSync('/proc/mounts', 'utf8');
    return isNetworkType(fileSystemType(real, mounts));
  } catch {
    return false;
  }
}

/** Whether a file system of this type is another machine's. */
export const isNetworkType = (type: string): boolean => NETWORK_TYPES.test(type);
