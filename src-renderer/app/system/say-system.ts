import {
  backendIds,
  backendNames,
  type BackendId,
  type BackendInfo,
  type BackendReport,
} from '../../../src-main/contract/backends.ts';
import type { EngineInfo } from '../../../src-main/contract/calls.ts';
import { numberFormat } from '../../../src-main/contract/text.ts';
import type { Words } from '../../i18n/i18n.tsx';
import { systemText } from './system-text.ts';

const GB = 1e9;
const GPUS: readonly BackendId[] = ['cuda', 'webgpu'];

const rounded = (value: number, { locale }: Words): string =>
  numberFormat(locale, { maximumSignificantDigits: 3 }).format(value);

/** A speed as people read it; nothing where it was not measured. */
export const saySpeed = (gflops: number | null, words: Words): string =>
  gflops === null ? '' : words.t(systemText.gflops, { n: rounded(gflops, words) });

/** Memory as people read it; nothing where it is not told. */
export const sayMemory = (bytes: number | null, words: Words): string =>
  bytes === null
    ? ''
    : words.t(systemText.gb, { n: numberFormat(words.locale, { maximumFractionDigits: 1 }).format(bytes / GB) });

/** The device of a backend that can be used, or why it is not. */
export function sayDevice(info: BackendInfo, words: Words): string {
  const { t, label } = words;
  if (info.reason) return label(info.reason);
  const device = info.adapter ?? t(systemText.processor);
  return info.software ? `${device} · ${t(systemText.software)}` : device;
}

/** Every backend in the order in which they are tried, with what is known of it so far. */
export const allBackends = ({ backends }: BackendReport): { id: BackendId; info: BackendInfo | null }[] =>
  backendIds.map((id) => ({ id, info: backends.find((info) => info.id === id) ?? null }));

const chosenOf = ({ backends, chosen }: BackendReport): BackendInfo | null =>
  backends.find(({ id }) => id === chosen) ?? null;

/** What computes, in the few words of the status bar. */
export function sayChip(report: BackendReport, words: Words): string {
  const { t } = words;
  const { kernels, state, chosen } = report;
  if (state === 'checking' && !chosenOf(report)) return t(systemText.chipChecking);
  const info = chosenOf(report);
  if (!chosen || !info?.usable) return t(systemText.chipNone);
  const name = backendNames[chosen];
  if (!GPUS.includes(chosen)) return t(systemText.chipCpu, { name, threads: kernels.threads });
  const adapter = info.adapter ?? name;
  return t(info.software ? systemText.chipSoftware : systemText.chipGpu, { name, adapter });
}

/** What models are trained on, in a sentence; and whether that is as it should be. */
export function sayVerdict(report: BackendReport, words: Words): { said: string; isFault: boolean } {
  const { t } = words;
  const { state, chosen, forced } = report;
  const info = chosenOf(report);
  if (state === 'checking') return { said: t(systemText.checking), isFault: false };
  if (chosen && info?.usable) {
    const device = info.adapter ? `${backendNames[chosen]} · ${info.adapter}` : backendNames[chosen];
    const on = t(systemText.trainedOn, { name: device });
    return { said: forced ? on : `${on} ${t(systemText.measured)}`, isFault: false };
  }
  if (forced && chosen) return { said: t(systemText.unusable, { name: backendNames[chosen] }), isFault: true };
  return { said: t(systemText.nothing), isFault: true };
}

/** How the engine's own loops compute. */
export function sayLoops({ kernels }: BackendReport, words: Words): string {
  const { t, label } = words;
  const how = t(systemText.loopsWhat, { variant: t(systemText[kernels.variant]), threads: kernels.threads });
  const speed = saySpeed(kernels.gflops, words);
  const why = kernels.reason ? label(kernels.reason) : '';
  return [[how, speed].filter((part) => part !== '').join(' · '), why].filter((part) => part !== '').join(' — ');
}

/** Everything there is to say, for a message to someone who helps. */
export function systemAsText(report: BackendReport, info: EngineInfo | undefined, words: Words): string {
  const { t } = words;
  const lines = allBackends(report).map(({ id, info: found }) => {
    const state = t(found ? (found.usable ? systemText.usable : systemText.skipped) : systemText.waiting);
    const facts = found
      ? [sayDevice(found, words), sayMemory(found.memoryBytes, words), saySpeed(found.gflops, words)]
      : [];
    return [`${backendNames[id]}: ${state}`, ...facts.filter((fact) => fact !== '')].join(' · ');
  });
  const machine = info
    ? [`Clientele ${info.version} · Node ${info.node} · SQLite ${info.sqlite} · ${info.platform}`]
    : [];
  return [
    ...machine,
    sayVerdict(report, words).said,
    ...lines,
    `${t(systemText.loops)}: ${sayLoops(report, words)}`,
  ].join('\n');
}
