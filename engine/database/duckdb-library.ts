import { createRequire } from 'node:module';
import type * as Library from '@duckdb/node-api';

/** By `require`: for an `import` Node.js first looks through each of its files for names, a sixth of what an engine takes to start. */
export const duckdb = createRequire(import.meta.url)('@duckdb/node-api') as typeof Library;
