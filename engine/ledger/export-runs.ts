import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Files } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import { flowFiles } from '../files/flow-files.ts';
import { listFits, listRuns } from './ledger.ts';
import { mlflowExperiment, writeMlflow } from './mlflow-layout.ts';
import { fitsCsv, runsCsv } from './runs-csv.ts';

type RunsFormat = 'csv' | 'mlflow';

const toCsv = async (place: FlowPlace, files: Files): Promise<string> => {
  const runs = runsCsv(await listRuns(place.store));
  const fits = fitsCsv(await listFits(place.store));
  await files.write('runs/fits.csv', (path) => writeFile(path, fits));
  return dirname(await files.write('runs/runs.csv', (path) => writeFile(path, runs)));
};

/** Only the flow's own experiment is replaced: others may be kept in the same store. */
const toMlflow = async (place: FlowPlace, files: Files): Promise<string> => {
  const name = basename(place.folder);
  const own = `mlruns/${mlflowExperiment(place.folder)}`;
  const runs = await listRuns(place.store);
  const fits = await listFits(place.store);
  const target = resolve(place.output ?? place.folder, own);
  const written = await files.write(own, async (folder) => {
    await writeMlflow(folder, target, { experiment: mlflowExperiment(place.folder), name, runs, fits });
    await rm(target, { recursive: true, force: true });
  });
  return dirname(written);
};

/** Writes all runs and fits of a flow: `runs/runs.csv` and `runs/fits.csv`, or `mlruns/`. Answers the folder. */
export const exportRuns = async (place: FlowPlace, to: RunsFormat): Promise<{ readonly path: string }> => {
  const files = flowFiles(place, '');
  return { path: await (to === 'csv' ? toCsv(place, files) : toMlflow(place, files)) };
};
