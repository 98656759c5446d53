import { builtinModules } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import manifest from './package.json' with { type: 'json' };

const external = [
  'electron',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
  ...Object.keys(manifest.dependencies),
  ...Object.keys(manifest.optionalDependencies),
];

const nodeEnvironment = (input: Record<string, string>, outDir: string, format: 'es' | 'cjs'): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { external, noExternal: true },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    chunkSizeWarningLimit: 2000,
    copyPublicDir: false,
    rolldownOptions: {
      input,
      external,
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        ...(format === 'cjs' ? { codeSplitting: false } : {}),
      },
    },
  },
});

const programs = {
  'main/main': 'electron/main.ts',
  'main/engine-process': 'electron/engine-process.ts',
  'cli/millrace': 'cli/millrace.ts',
  'cli/engine-process': 'cli/engine-process.ts',
  'engine/compute-worker': 'cli/compute-worker.ts',
  'engine/sqlite-worker': 'nodes/source/database/sqlite-worker.ts',
};

/** Renderer, preload and all Node programs from one file: `vite build --app`. The programs share their chunks. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  // Nothing is inlined: the content security policy of every host takes fonts from files only.
  build: {
    outDir: '../dist/renderer',
    chunkSizeWarningLimit: 2000,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
  },
  environments: {
    programs: nodeEnvironment(programs, `../dist/${process.env['MILLRACE_PROGRAMS'] ?? 'programs'}`, 'es'),
    preload: nodeEnvironment({ preload: 'electron/preload.ts' }, '../dist/preload', 'cjs'),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments))
        if (environment.name !== 'ssr') await builder.build(environment);
    },
  },
});
