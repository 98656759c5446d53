import { createBuilder } from 'vite';

/** Worker threads and child processes load built files, so those are built anew before the first test. */
export default async function buildPrograms(): Promise<void> {
  const builder = await createBuilder({ logLevel: 'error' });
  const programs = builder.environments['programs'];
  if (programs) await builder.build(programs);
}
