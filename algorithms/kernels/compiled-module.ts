const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Compiles kernels once; answers undefined where the platform has no WASM with SIMD and shared memory. */
export const compiledModule = (base64: string): (() => WebAssembly.Module | undefined) => {
  let compiled: WebAssembly.Module | undefined;
  let refused = false;
  return () => {
    if (compiled || refused) return compiled;
    try {
      compiled = new WebAssembly.Module(bytesOf(base64));
    } catch {
      // No SIMD or no threads: the plain kernels do the same, only slower.
      refused = true;
    }
    return compiled;
  };
};
