import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist/bench');

/**
 * Builds one of our sides, beside the product, as users have it: without what turns TypeScript into JavaScript on the
 * way, whose memory would count. Answers how to start it.
 */
export const built = async (entry: string) => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { external: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { preserveModules: true, preserveModulesRoot: root, entryFileNames: '[name].js' } },
    },
  });
  return {
    command: process.execPath,
    args: [join(folder, entry.replace(/\.ts$/, '.js'))],
    // Seen from the folder that stands for the root there.
    environment: { MILLRACE_PROGRAMS: '../../programs' },
  };
};
