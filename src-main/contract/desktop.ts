/** How the engine is doing, as the window's main process sees it. */
export type EngineState =
  | { readonly state: 'starting' | 'ready' }
  /** It ended by itself; it is being started again. `details` is what a person can copy into a report. */
  | { readonly state: 'crashed'; readonly details: string };

/** A project that was open before. */
export interface RecentProject {
  readonly path: string;
  readonly name: string;
  readonly openedAt: number;
  /** Whether the file is still where it was. */
  readonly exists: boolean;
}

/** What this machine remembers between starts; projects remember their own. */
export interface DesktopSettings {
  readonly locale: 'en' | 'zh' | 'pseudo' | null;
  readonly theme: 'light' | 'dark' | null;
  /** Keys a person gave commands, by command id. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Commands of the native menu, by the id the window knows them under. */
export type MenuCommand = string;

/** What the preload script exposes to the window; nothing else crosses the bridge. */
export interface DesktopApi {
  readonly platform: string;
  /** What the app was started with: a project to open, or the sample shop. */
  startup(): Promise<{ open: string | null; sample: string | null }>;
  /** A path for another sample shop, which may be written from then on. */
  newSamplePath(): Promise<string>;
  /** Asks for files to read; what the person chose may be read from then on. */
  openFiles(options: { title: string; extensions: string[]; many: boolean }): Promise<string[]>;
  /** Asks for a project file to open. */
  openProject(): Promise<string | null>;
  /** Asks where to write; that path may be written from then on. */
  saveFile(options: { title: string; name: string; extensions: string[] }): Promise<string | null>;
  /** Asks where the files of a dataset's picture column lie; pictures are read from there, and remembered, from then on. */
  choosePictureFolder(options: { title: string; datasetId: string }): Promise<boolean>;
  forgetPictureFolder(datasetId: string): Promise<void>;
  /** The paths of files dropped on the window; they may be read from then on. */
  pathsOfDrop(files: File[]): Promise<string[]>;
  /** Asks where to write a PDF; what it is printed from may then be written to `page`. */
  savePdf(options: { title: string; name: string }): Promise<{ path: string; page: string } | null>;
  /** Prints the page that was written for a PDF into it. */
  printPdf(path: string): Promise<void>;
  /** Opens a report that this app wrote in the system's browser, or the program for PDF. */
  openReport(path: string): Promise<void>;
  showInFolder(path: string): Promise<void>;
  recentProjects(): Promise<RecentProject[]>;
  /** Notes that a project was opened; it may be opened again without asking. */
  noteProject(path: string): Promise<void>;
  forgetProject(path: string): Promise<void>;
  settings(): Promise<DesktopSettings>;
  saveSettings(settings: Partial<DesktopSettings>): Promise<void>;
  engineState(): Promise<EngineState>;
  restartEngine(): Promise<void>;
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** A second start, or the desktop, asks for another project; it may be opened. */
  onOpenProject(listener: (path: string) => void): () => void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
}
