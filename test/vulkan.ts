import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

type ResolveElectron = () => Promise<{ readonly dist: string }>;

/**
 * Makes Vulkan use the driver that comes with Electron and needs no GPU, in this process and those that it starts.
 *
 * @returns why there is none; null where there is.
 */
export async function useSoftwareVulkan(): Promise<string | null> {
  if (process.platform !== 'linux') return 'only on Linux does the driver stand alone';
  const libraries = spawnSync('ldconfig', ['-p'], { encoding: 'utf8', env: { PATH: '/sbin:/usr/sbin:/bin:/usr/bin' } });
  if (!libraries.stdout.includes('libvulkan.so.1')) return 'libvulkan1 is not installed';
  const script = path.join(import.meta.dirname, '../scripts/electron-dist.mjs');
  const { resolveElectron } = (await import(script)) as { resolveElectron: ResolveElectron };
  try {
    const driver = path.join((await resolveElectron()).dist, 'vk_swiftshader_icd.json');
    if (!existsSync(driver)) return `${driver} is missing`;
    process.env.VK_DRIVER_FILES = driver;
    // The loader of older systems knows it by this name.
    process.env.VK_ICD_FILENAMES = driver;
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
