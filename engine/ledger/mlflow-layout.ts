import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Json } from '../../contract/json.ts';
import type { LedgerFit, RunRecord } from '../../contract/ledger.ts';

/** Codes of mlflow.entities.RunStatus. */
const statusCodes: Readonly<Record<string, number>> = { succeeded: 3, cancelled: 5 };
const failedCode = 4;

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** MLflow takes letters, digits, `_-./ ` and no path that leads elsewhere. */
const nameOf = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9_\-. ]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 200) || '_';

const yaml = (fields: Readonly<Record<string, Json>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');

interface MlflowRun {
  readonly id: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly status: number;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

const settingText = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

const ofRun = (run: RunRecord): MlflowRun => ({
  id: idOf(run.run),
  name: `run ${new Date(run.at).toISOString()}`,
  start: run.at,
  end: run.at + run.ms,
  status: statusCodes[run.status] ?? failedCode,
  params: Object.fromEntries((run.data ?? []).map(({ node, hash }) => [`data.${node}`, hash])),
  metrics: Object.fromEntries(
    run.metrics.flatMap(({ node, model, part, name, value }) =>
      value === null ? [] : [[[node, ...(model ? [model] : []), part, name].join('.'), value]],
    ),
  ),
  tags: { 'millrace.status': run.status, 'millrace.flow': run.flow ?? '' },
});

const ofFit = (fit: LedgerFit, index: number): MlflowRun => ({
  id: idOf(`${fit.run} ${index}`),
  name: `${fit.node} (${fit.purpose})`,
  start: Math.round(fit.at - fit.seconds * 1000),
  end: fit.at,
  status: 3,
  params: {
    ...Object.fromEntries(Object.entries(fit.params).map(([name, value]) => [name, settingText(value)])),
    ...{ learner: fit.type, rows: String(fit.rows), features: String(fit.features) },
  },
  metrics: {
    ...{ seconds: fit.seconds, peak_bytes: fit.peakBytes },
    ...(fit.score ? { [fit.score.metric]: fit.score.value } : {}),
  },
  tags: { 'mlflow.parentRunId': idOf(fit.run) },
});

const writeAll = async (folder: string, texts: Readonly<Record<string, string>>): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, nameOf(name)), text);
};

const writeRun = async (folder: string, place: string, experiment: string, run: MlflowRun): Promise<void> => {
  const own = join(folder, run.id);
  const point = (value: number): string => `${run.end} ${value} 0\n`;
  await writeAll(join(own, 'params'), run.params);
  await writeAll(
    join(own, 'metrics'),
    Object.fromEntries(Object.entries(run.metrics).map(([name, value]) => [name, point(value)])),
  );
  await writeAll(join(own, 'tags'), { ...run.tags, 'mlflow.runName': run.name, 'mlflow.source.name': 'Millrace' });
  await mkdir(join(own, 'artifacts'), { recursive: true });
  const meta = {
    artifact_uri: pathToFileURL(join(place, run.id, 'artifacts')).href,
    ...{ end_time: run.end, entry_point_name: '', experiment_id: experiment, lifecycle_stage: 'active' },
    ...{ run_id: run.id, run_name: run.name, run_uuid: run.id, source_name: '', source_type: 4, source_version: '' },
    ...{ start_time: run.start, status: run.status, tags: [], user_id: '' },
  };
  await writeFile(join(own, 'meta.yaml'), yaml(meta));
};

/** Names one experiment of an MLflow store; equal for equal texts. */
export const mlflowExperiment = (text: string): string => String(Number.parseInt(idOf(text).slice(0, 13), 16));

export interface MlflowContent {
  /** Number of the experiment, as `mlflowExperiment` makes it. */
  readonly experiment: string;
  readonly name: string;
  readonly runs: readonly RunRecord[];
  readonly fits: readonly LedgerFit[];
}

/**
 * Writes one experiment as MLflow's file store lays it out: a folder a run with `meta.yaml`, `params`, `metrics`, `tags`. Each
 * run holds its fits as runs below it; fits of single folds are left out, as they would bury the others.
 * `folder` is written, `place` is where it will lie.
 */
export const writeMlflow = async (folder: string, place: string, content: MlflowContent): Promise<void> => {
  const { experiment } = content;
  await mkdir(folder, { recursive: true });
  const times = content.runs.map(({ at }) => at);
  const meta = {
    artifact_location: pathToFileURL(place).href,
    creation_time: Math.min(...times, Date.now()),
    ...{ experiment_id: experiment, last_update_time: Math.max(...times, 0), lifecycle_stage: 'active' },
    name: content.name,
  };
  await writeFile(join(folder, 'meta.yaml'), yaml(meta));
  const fits = content.fits.filter(({ purpose }) => purpose !== 'fold').map(ofFit);
  for (const run of [...content.runs.map(ofRun), ...fits]) await writeRun(folder, place, experiment, run);
};
