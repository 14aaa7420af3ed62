import type { DesktopSettings } from '../../src-main/contract/desktop.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import { desktop } from '../engine/desktop.ts';
import { createStore } from './store.ts';

const STORED = 'clientele.settings';
const NONE: DesktopSettings = { locale: null, theme: null, keys: {} };

const preferences = createStore<DesktopSettings>(NONE);

function readStored(): DesktopSettings {
  try {
    return { ...NONE, ...(JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<DesktopSettings>) };
  } catch {
    return NONE;
  }
}

/** Reads what this machine remembers: the app's settings, or the browser's. */
export async function loadPreferences(): Promise<void> {
  preferences.set(desktop ? await desktop.settings().catch(() => NONE) : readStored());
}

/** Changes some settings, here at once and in what is remembered. */
export function changePreferences(changes: Partial<DesktopSettings>): void {
  preferences.set({ ...preferences.get(), ...changes });
  if (desktop) void desktop.saveSettings(changes);
  else localStorage.setItem(STORED, JSON.stringify(preferences.get()));
}

/** What this machine remembers, followed. */
export const usePreferences = (): DesktopSettings => preferences.use();

/** The language that the system would have. */
export const systemLocale = (): Locale => (navigator.language.startsWith('zh') ? 'zh' : 'en');

/** The language in use outside of components. */
export const currentLocale = (): Locale => preferences.get().locale ?? systemLocale();
