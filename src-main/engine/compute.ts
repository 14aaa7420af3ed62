import {
  backendIds,
  type BackendId,
  type BackendInfo,
  type BackendReport,
  type ComputeSettings,
} from '../contract/backends.ts';
import { ClienteleError } from '../contract/errors.ts';
import type { Message } from '../contract/text.ts';
import { canRun, chosenVariant, preferVariant, variantForcedBy, type Variant } from './kernels/variant.ts';
import { readComputeSettings, saveComputeSettings } from './machine-settings.ts';
import type { TensorChoice } from './tensor/choice.ts';
import { forceBackend, forcedBackend } from './tensor/forced.ts';
import { bestBackend, probeBackends } from './tensor/probe.ts';
import { measureKernels } from './tensor/process.ts';

/** The variable of the environment that forces a backend. */
const BACKEND_FORCED_BY = 'CLIENTELE_BACKEND';

/** What this machine computes with: checked once, told to everyone, forced by a flag, the environment or a setting. */
export interface Compute {
  report(): BackendReport;
  /** Begins to check the backends, unless that was done, and resolves once all are checked. */
  check(): Promise<BackendReport>;
  settings(): ComputeSettings;
  /** Remembers other settings and follows them at once. @throws backend-unusable where this machine cannot run a variant */
  change(changes: Partial<ComputeSettings>): BackendReport;
  /** What a job is told. */
  choice(): TensorChoice;
  close(): void;
}

export interface ComputeOptions {
  readonly configFolder: string;
  readonly threads: number;
  /** Forced for this start alone, as by a flag; goes before environment and settings. */
  readonly backend: BackendId | null;
  changed(report: BackendReport): void;
}

const FORCED = {
  environment: {
    code: 'kernels.forced-by-environment',
    text: { en: 'The environment forces it.', zh: '由环境变量强制指定。' },
  },
  setting: {
    code: 'kernels.forced-by-setting',
    text: { en: 'A setting of this machine forces it.', zh: '由本机设置强制指定。' },
  },
} as const satisfies Readonly<Record<string, Message>>;

const CANNOT_RUN: Message = {
  code: 'kernels.cannot-run',
  text: {
    en: 'The faster kernels were not built, or this processor cannot run them.',
    zh: '更快的内核尚未构建，或本机处理器无法运行。',
  },
};

function whyNotFaster(variant: Variant): Message | null {
  const forcedBy = variantForcedBy();
  if (forcedBy) return FORCED[forcedBy];
  return variant === 'relaxed' ? null : CANNOT_RUN;
}

/** @throws bad-input */
function backendOfEnvironment(): BackendId | null {
  const wanted = process.env[BACKEND_FORCED_BY];
  if (!wanted) return null;
  const known = backendIds.find((id) => id === wanted);
  if (known) return known;
  throw new ClienteleError('bad-input', { detail: `${BACKEND_FORCED_BY}: ${backendIds.join(', ')}` });
}

/** Reads what was set; it checks nothing yet. @throws bad-input */
export function createCompute({ configFolder, threads, backend, changed }: ComputeOptions): Compute {
  const forcedAtStart = backend ?? backendOfEnvironment();
  let settings = readComputeSettings(configFolder);
  let found: readonly BackendInfo[] = [];
  let kernelsGflops: number | null = null;
  let isReady = false;
  let checking: Promise<BackendReport> | null = null;
  const stop = new AbortController();

  function follow(): void {
    preferVariant(settings.kernels);
    forceBackend(forcedAtStart ?? settings.backend);
  }
  follow();

  function report(): BackendReport {
    const variant = chosenVariant();
    const forced = forcedBackend();
    return {
      state: isReady ? 'ready' : 'checking',
      chosen: isReady ? bestBackend(found, forced) : forced,
      forced: forced !== null,
      backends: [...found],
      kernels: {
        variant,
        forced: variantForcedBy() !== null,
        reason: whyNotFaster(variant),
        threads,
        gflops: kernelsGflops,
      },
    };
  }

  async function checkAll(): Promise<BackendReport> {
    kernelsGflops = await measureKernels(threads, chosenVariant(), stop.signal);
    const all: BackendInfo[] = [];
    await probeBackends({
      forced: forcedBackend(),
      folder: configFolder,
      signal: stop.signal,
      found(info) {
        all.push(info);
        found = [...all];
        changed(report());
      },
    });
    isReady = true;
    const ready = report();
    changed(ready);
    return ready;
  }

  return {
    report,
    check: () => (checking ??= checkAll()),
    settings: () => settings,
    change(changes) {
      const { kernels } = changes;
      if (kernels && !canRun(kernels)) {
        throw new ClienteleError('backend-unusable', { backend: kernels, reason: CANNOT_RUN.text });
      }
      settings = {
        backend: changes.backend === undefined ? settings.backend : changes.backend,
        kernels: kernels === undefined ? settings.kernels : kernels,
      };
      saveComputeSettings(configFolder, settings);
      follow();
      // A software adapter counts only where it is forced, and another variant has another speed.
      if (checking) {
        isReady = false;
        checking = checking.catch(() => undefined).then(checkAll);
        // Whoever waits hears of a failure; where nobody does, it is no failure of the engine.
        checking.catch(() => undefined);
      }
      const now = report();
      changed(now);
      return now;
    },
    choice: () => ({ forced: forcedBackend(), found: isReady ? found : null, folder: configFolder }),
    close: () => stop.abort(),
  };
}
