import { withInitialWeights } from '../../../algorithms/neural/initial-weights.ts';
import { createKernelTrainer } from '../../../algorithms/neural/kernel-trainer.ts';
import { targetScale, trainNetwork } from '../../../algorithms/neural/train-network.ts';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { FitContext } from '../../../contract/context.ts';
import type { Estimator, TrainingData } from '../../../contract/matrix.ts';
import { designNetwork } from './design.ts';
import { inUnitOf, toEstimator } from './estimator.ts';
import type { NetworkParams } from './params.ts';
import { createTensorsTrainer } from './tensors-trainer.ts';

/** Trains where it is quickest here: on TensorFlow's native library, or else on kernels of our own. */
export const fitNetwork = async (data: TrainingData, settings: NetworkParams, ctx: FitContext): Promise<Estimator> => {
  const tensors = await ctx.nativeTensors();
  const random = createRandom(ctx.seed);
  const network = withInitialWeights(designNetwork(data, settings), random);
  const dropping = createRandom(ctx.seed, 1);
  const options = { ...settings, salt: () => dropping.uint32() | 0 };
  const trainer = tensors
    ? createTensorsTrainer(tensors.core, network, options)
    : createKernelTrainer(network, options);
  const target = targetScale(data.task, data);
  try {
    const trained = trainNetwork(data, { trainer, target, schedule: settings, random }, ctx);
    const { epochs, best } = trained;
    const answering = data.task === 'regression' ? inUnitOf(trained.network, target) : trained.network;
    return toEstimator(answering, { backend: tensors?.backend ?? 'kernels', epochs, best });
  } finally {
    trainer.dispose();
  }
};
