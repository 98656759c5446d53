import type { FitContext } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Estimator, TypedArray } from '../../contract/matrix.ts';
import type { LearnerNode, Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { ComputeJob, FitJob, FitResult, PredictResult, WorkJob } from './compute-job.ts';

/** Does a job where it stands: in a worker, or in the test that calls it. */
export const runJob = (
  nodes: Nodes,
  job: ComputeJob,
  ctx: FitContext,
): Promise<FitResult | PredictResult | JsonObject> => {
  if (job.kind === 'work') return work(nodes, job, ctx);
  const node = nodes[job.type];
  if (node?.role !== 'learner') throw fail('flow.unknown-node', { values: { type: job.type } });
  return job.kind === 'fit' ? fitAndPredict(node, job, ctx) : predictOnly(node, job.estimator, job, ctx);
};

const work = async (nodes: Nodes, { type, input }: WorkJob, ctx: FitContext): Promise<JsonObject> => {
  const node = nodes[type];
  if (node?.role !== 'source' || !node.work) throw fail('flow.unknown-node', { values: { type } });
  return node.work(input, ctx);
};

const parsed = (node: LearnerNode, params: JsonObject): never => node.params.parse(params) as never;

const fitAndPredict = async (node: LearnerNode, job: FitJob, ctx: FitContext): Promise<FitResult> => {
  const started = performance.now();
  const estimator = compact(await node.fit(job.data, parsed(node, job.params), ctx));
  const seconds = (performance.now() - started) / 1000;
  const predictions: Float64Array[] = [];
  for (const x of job.predict) predictions.push(whole(await node.predict(estimator, x, ctx)));
  const importance = node.importance?.(estimator);
  return { estimator, predictions, seconds, ...(importance ? { importance: whole(importance) } : {}) };
};

const predictOnly = async (
  node: LearnerNode,
  estimator: Estimator,
  { x }: { readonly x: Parameters<LearnerNode['predict']>[1] },
  ctx: FitContext,
): Promise<PredictResult> => ({ values: whole(await node.predict(estimator, x, ctx)) });

/** A view is sent with all of the buffer beneath it, which may be a WASM memory; its copy is sent alone. */
const whole = <T extends TypedArray>(array: T): T =>
  array.byteLength === array.buffer.byteLength ? array : (array.slice() as T);

const compact = ({ json, arrays }: Estimator): Estimator => ({
  json,
  arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, whole(array)])),
});
