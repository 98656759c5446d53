import { withInitialWeights } from '../../../algorithms/neural/initial-weights.ts';
import { createKernelTrainer } from '../../../algorithms/neural/kernel-trainer.ts';
import type { Architecture } from '../../../algorithms/neural/network.ts';
import { targetScale, trainNetwork } from '../../../algorithms/neural/train-network.ts';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { FitContext } from '../../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../../contract/matrix.ts';
import { designNetwork } from './design.ts';
import { inUnitOf, toEstimator } from './estimator.ts';
import type { NetworkParams } from './params.ts';
import { createTensorsTrainer } from './tensors-trainer.ts';

/** Trains where it is quickest here: on TensorFlow's native library, or else on kernels of our own. */
export const fitNetwork = async (data: TrainingData, settings: NetworkParams, ctx: FitContext): Promise<Estimator> => {
  const tensors = await ctx.nativeTensors();
  const random = createRandom(ctx.seed);
  const wanted = { task: data.task, columns: data.x.columns.length, classes: data.classes.length };
  const designed = rescaled(designNetwork(wanted, settings), data.x);
  const network = withInitialWeights(designed, random);
  const dropping = createRandom(ctx.seed, 1);
  const options = { ...settings, salt: () => dropping.uint32() | 0 };
  const trainer = tensors
    ? createTensorsTrainer(tensors.core, network, options)
    : createKernelTrainer(network, options);
  const target = targetScale(data.task, data);
  try {
    const trained = trainNetwork(data, { trainer, rescale: network.rescale, target, schedule: settings, random }, ctx);
    const { epochs, best } = trained;
    const answering = data.task === 'regression' ? inUnitOf(trained.network, target) : trained.network;
    return toEstimator(answering, { backend: tensors?.backend ?? 'kernels', epochs, best });
  } finally {
    trainer.dispose();
  }
};

/** One scale for all values of images and sequences: mean 0 and deviation 1. */
const rescaled = (architecture: Architecture, { data }: Matrix): Architecture => {
  if (architecture.kind === 'dense') return architecture;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < data.length; at++) sum += data[at] as number;
  const mean = sum / Math.max(1, data.length);
  for (let at = 0; at < data.length; at++) squares += ((data[at] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, data.length));
  const scale = deviation > 0 ? 1 / deviation : 1;
  return { ...architecture, rescale: { scale, offset: -mean * scale } };
};
