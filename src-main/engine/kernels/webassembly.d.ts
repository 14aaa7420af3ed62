// Node has WebAssembly, its type packages leave it to the DOM's: what the kernels use of it.
declare namespace WebAssembly {
  /** Compiled code. */
  interface Module {
    readonly compiled: never;
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  class Memory {
    readonly buffer: ArrayBuffer;
    /** @throws RangeError past the maximum. */
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
