import type { Arena } from '../kernels/arena.ts';
import { activationStage } from './activation-stage.ts';
import type { DenseLayer } from './network.ts';
import { floatBytes, type PlannedStage, type StagePlan, type WeightPlace } from './stage.ts';

export const planDense = (
  { inputs, units, activation }: DenseLayer,
  place: WeightPlace,
  { plan, arena }: { readonly plan: StagePlan; readonly arena: Arena },
): PlannedStage => {
  const { from, to, passesBack } = plan;
  const turned = passesBack ? arena.take(inputs * units * floatBytes) : 0;
  const inputBytes = inputs * floatBytes;
  const unitBytes = units * floatBytes;
  return (kernels) => {
    const activate = activationStage(kernels, activation, { plan, units });
    const floats = new Float32Array(kernels.buffer);
    return {
      forward: (pass) => {
        const { rows } = pass;
        kernels.fillRows(place.bias, to.values, rows, units);
        const { kernel } = place;
        kernels.addProduct(
          from.values,
          inputBytes,
          floatBytes,
          kernel,
          unitBytes,
          to.values,
          unitBytes,
          rows,
          inputs,
          units,
        );
        activate.forward(pass);
      },
      backward: (pass) => {
        const { rows, first } = pass;
        activate.backward(pass);
        kernels.addRows(to.deltas, rows, units, place.biasGradient);
        const { kernelGradient } = place;
        kernels.addProduct(
          from.values,
          floatBytes,
          inputBytes,
          to.deltas,
          unitBytes,
          kernelGradient,
          unitBytes,
          inputs,
          rows,
          units,
        );
        if (!passesBack) return;
        // Weights stay as they are within a batch.
        if (first === 0) kernels.transpose(place.kernel, inputs, units, turned);
        floats.fill(0, from.deltas / floatBytes, from.deltas / floatBytes + rows * inputs);
        kernels.addProduct(
          to.deltas,
          unitBytes,
          floatBytes,
          turned,
          inputBytes,
          from.deltas,
          inputBytes,
          rows,
          units,
          inputs,
        );
      },
    };
  };
};
