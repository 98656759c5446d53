import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,algorithms,engine,nodes,electron,cli,renderer,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/harness/build-programs.ts'],
    testTimeout: 90_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
