/** What loading a backend may depend on. */
export interface LoadOptions {
  /** Whether a person asked for this very backend: a software adapter is then taken. */
  readonly forced: boolean;
  /** Where else than beside the product's own packages a package may be installed; null for nowhere. */
  readonly modulesFolder: string | null;
}

/** A backend that tfjs computes on from now on. */
export interface LoadedBackend {
  /** The device's own name. */
  readonly adapter: string | null;
  readonly software: boolean;
  /** Bytes of the device's memory, or of the largest buffer it gives; null where it does not tell. */
  readonly memoryBytes: number | null;
  /** Calls once when the device is gone or has refused something: whatever it computes from then on is wrong. */
  onLost?(listener: (detail: string) => void): void;
}

/** Loads a backend and makes tfjs compute on it. @throws BackendSkipped */
export type BackendLoader = (options: LoadOptions) => Promise<LoadedBackend>;
