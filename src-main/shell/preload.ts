import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopApi, EngineState } from '../contract/desktop.ts';

const ask = (channel: string, input?: unknown): Promise<never> => ipcRenderer.invoke(channel, input) as Promise<never>;

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const forward = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

const api: DesktopApi = {
  platform: process.platform,
  startup: () => ask('startup'),
  newSamplePath: () => ask('new-sample-path'),
  openFiles: (options) => ask('open-files', options),
  openProject: () => ask('open-project'),
  saveFile: (options) => ask('save-file', options),
  choosePictureFolder: (options) => ask('choose-picture-folder', options),
  forgetPictureFolder: (datasetId) => ask('forget-picture-folder', datasetId),
  // A File that a page made by itself has no path, so nothing is granted for it.
  pathsOfDrop: (files) =>
    ask(
      'allow-dropped',
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ),
  savePdf: (options) => ask('save-pdf', options),
  printPdf: (path) => ask('print-pdf', path),
  openReport: (path) => ask('open-report', path),
  showInFolder: (path) => ask('show-in-folder', path),
  recentProjects: () => ask('recent-projects'),
  noteProject: (path) => ask('note-project', path),
  forgetProject: (path) => ask('forget-project', path),
  settings: () => ask('settings'),
  saveSettings: (settings) => ask('save-settings', settings),
  engineState: () => ask('engine-state'),
  restartEngine: () => ask('restart-engine'),
  onEngineState: (listener) => listen<EngineState>('engine-state', listener),
  onOpenProject: (listener) => listen<string>('open-project', listener),
  onMenu: (listener) => listen<string>('menu', listener),
};

contextBridge.exposeInMainWorld('desktop', api);
