import { imagesOf } from './convolution-stage.ts';
import { outputOf, type PoolingLayer, sizeOf } from './network.ts';
import { floatBytes, type PlannedStage, type StagePlan } from './stage.ts';

export const planPooling =
  (layer: PoolingLayer, plan: StagePlan): PlannedStage =>
  (kernels) => {
    const place = [...layer.input, ...layer.size] as const;
    const sizes = { input: sizeOf(layer.input), output: sizeOf(outputOf(layer)) };
    const floats = new Float32Array(kernels.buffer);
    return {
      forward: (pass) => {
        for (const { from, to } of imagesOf(pass, plan, sizes)) kernels.maxPool(from.values, ...place, to.values);
      },
      backward: (pass) => {
        if (!plan.passesBack) return;
        const first = plan.from.deltas / floatBytes;
        floats.fill(0, first, first + pass.rows * sizes.input);
        for (const { from, to } of imagesOf(pass, plan, sizes))
          kernels.maxPoolGradient(from.values, ...place, to.values, to.deltas, from.deltas);
      },
    };
  };
