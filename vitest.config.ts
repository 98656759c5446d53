import { defineConfig } from 'vitest/config';

const folders = '{contract,algorithms,engine,nodes,electron,cli,tests}';

export default defineConfig({
  test: {
    globalSetup: ['tests/harness/build-programs.ts'],
    testTimeout: 90_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // What the files share is read once: reading it anew for each took longer than many of their tests.
        test: {
          name: 'engine',
          include: [`${folders}/**/*.test.ts`],
          exclude: ['tests/{tensors,native}/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        // These have a document, or ask what a process finds that has not yet looked for TensorFlow.
        test: { name: 'alone', include: ['renderer/**/*.test.{ts,tsx}', 'tests/{tensors,native}/**/*.test.ts'] },
      },
    ],
  },
});
