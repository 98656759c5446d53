/** Module hook: `electron` is the stand-in, whatever lies in node_modules. */
export const resolve = (specifier, context, next) =>
  specifier === 'electron'
    ? { url: new URL('./electron.mjs', import.meta.url).href, shortCircuit: true }
    : next(specifier, context);
