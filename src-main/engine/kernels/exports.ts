/** The address of an array in a module's memory, in bytes. */
export type Address = number & { readonly address: true };

/** The functions of the compiled modules; what they compute is said beside their sources in `assembly/`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  firstFreeByte(): number;
  assignNearest(
    x: Address,
    centres: Address,
    nRows: number,
    nFeatures: number,
    paddedClusters: number,
    scratch: Address,
    clusters: Address,
    distances: Address,
  ): void;
}
