import { createBuilder } from 'vite';

/**
 * Worker threads and child processes load built files, so those are built anew before the first test.
 * With `MILLRACE_PROGRAMS` naming another folder, a build that fails is told and the tests go on with what stands there.
 */
export default async function buildPrograms(): Promise<void> {
  const builder = await createBuilder({ logLevel: 'error' });
  const programs = builder.environments['programs'];
  if (!programs) return;
  try {
    await builder.build(programs);
  } catch (error) {
    if (!process.env['MILLRACE_PROGRAMS']) throw error;
    process.stderr.write(`the programs could not be built: ${String(error)}\n`);
  }
}
