// Node has WebAssembly, its type packages leave it to the DOM's: what the kernels use of it.
declare namespace WebAssembly {
  /** Compiled code. */
  interface Module {
    readonly compiled: never;
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  class Memory {
    /** Shared between threads. */
    constructor(pages: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
    /** @throws RangeError past the maximum. */
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: Readonly<Record<string, unknown>>;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
