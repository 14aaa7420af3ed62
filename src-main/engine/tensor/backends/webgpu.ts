import * as tf from '@tensorflow/tfjs-core';
import { BackendSkipped } from '../reasons.ts';
import type { BackendLoader } from './loader.ts';

/** What is used of WebGPU, whose types belong to a window. */
interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: { readonly maxBufferSize: number };
}
interface Gpu {
  requestAdapter(options: { powerPreference: string }): Promise<Adapter | null>;
}
interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: { error: { message: string } }) => void): void;
}

/** Adapters that the processor imitates. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|\bwarp\b/i;

async function findGpu(): Promise<Gpu> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    return create([]) as unknown as Gpu;
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    const isAbsent = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw new BackendSkipped(isAbsent ? 'not-installed' : 'binary-missing', { package: 'webgpu', detail }, { cause });
  }
}

function nameOf({ info }: Adapter): string {
  const parts = [info.description, info.device].filter((part) => part !== '');
  return parts[0] ?? [info.vendor, info.architecture].filter((part) => part !== '').join(' ');
}

/** The GPU through Vulkan, Metal or Direct3D 12: no toolkit is needed. */
export const loadWebgpu: BackendLoader = async ({ forced }) => {
  const gpu = await findGpu();
  // tfjs looks for it where a browser has it, once, when its backend is imported.
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendSkipped('no-adapter');
  const name = nameOf(adapter);
  const { info, limits } = adapter;
  const words = [info.vendor, info.architecture, info.device, info.description].join(' ');
  const software = info.isFallbackAdapter === true || SOFTWARE.test(words);
  if (software && !forced)
    throw new BackendSkipped('software', { adapter: name }, { device: { adapter: name, software } });
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new BackendSkipped('failed', { detail: name });
  await tf.ready();
  const { device } = tf.backend() as unknown as { device: Device };
  return {
    adapter: name,
    software,
    memoryBytes: limits.maxBufferSize,
    onLost(listener) {
      void device.lost.then(({ reason, message }) => listener(message || reason));
      device.addEventListener('uncapturederror', ({ error }) => listener(error.message));
    },
  };
};
