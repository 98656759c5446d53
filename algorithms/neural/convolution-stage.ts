import type { Arena } from '../kernels/arena.ts';
import type { NetworkKernels } from '../kernels/network-kernels.ts';
import { activationStage } from './activation-stage.ts';
import { type ConvolutionLayer, outputOf, sizeOf } from './network.ts';
import { floatBytes, type Pass, type PlannedStage, type StagePlan, type WeightPlace } from './stage.ts';

/** A convolution is a product with the surroundings of each pixel, an image at a time: these stay in the cache. */
export const planConvolution = (
  layer: ConvolutionLayer,
  place: WeightPlace,
  { plan, arena }: { readonly plan: StagePlan; readonly arena: Arena },
): PlannedStage => {
  const { input, filters, size, activation } = layer;
  const [height, width, channels] = input;
  const pixels = height * width;
  const depth = size[0] * size[1] * channels;
  const patches = arena.take(pixels * depth * floatBytes);
  const turned = plan.passesBack ? arena.take(depth * filters * floatBytes) : 0;
  const image: Image = { place: [height, width, channels, ...size], pixels, depth, filters, patches, turned };
  const units = sizeOf(outputOf(layer));
  return (kernels) => {
    const activate = activationStage(kernels, activation, { plan, units });
    const floats = new Float32Array(kernels.buffer);
    return {
      forward: (pass) => {
        kernels.fillRows(place.bias, plan.to.values, pass.rows * pixels, filters);
        for (const { from, to } of imagesOf(pass, plan, { input: sizeOf(input), output: units }))
          forwardImage(kernels, image, { from: from.values, to: to.values, kernel: place.kernel });
        activate.forward(pass);
      },
      backward: (pass) => {
        activate.backward(pass);
        const { from, to, passesBack } = plan;
        kernels.addRows(to.deltas, pass.rows * pixels, filters, place.biasGradient);
        if (passesBack) {
          // Weights stay as they are within a batch.
          if (pass.first === 0) kernels.transpose(place.kernel, depth, filters, turned);
          floats.fill(0, from.deltas / floatBytes, from.deltas / floatBytes + pass.rows * sizeOf(input));
        }
        for (const one of imagesOf(pass, plan, { input: sizeOf(input), output: units })) {
          learnImage(kernels, image, { from: one.from.values, to: one.to.deltas, gradient: place.kernelGradient });
          if (!passesBack) continue;
          floats.fill(0, patches / floatBytes, patches / floatBytes + pixels * depth);
          passBack(kernels, image, { from: one.from.deltas, to: one.to.deltas });
        }
      },
    };
  };
};

interface Image {
  readonly place: readonly [height: number, width: number, channels: number, fieldHeight: number, fieldWidth: number];
  readonly pixels: number;
  /** Values in the surroundings of a pixel. */
  readonly depth: number;
  readonly filters: number;
  /** Where the surroundings are put side by side, and the weights the other way round. */
  readonly patches: number;
  readonly turned: number;
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

const forwardImage = (
  kernels: NetworkKernels,
  { place, pixels, depth, filters, patches }: Image,
  { from, to, kernel }: Ends & { readonly kernel: number },
): void => {
  kernels.gatherPatches(from, ...place, patches);
  const [row, out] = [depth * floatBytes, filters * floatBytes];
  kernels.addProduct(patches, row, floatBytes, kernel, out, to, out, pixels, depth, filters);
};

const learnImage = (
  kernels: NetworkKernels,
  { place, pixels, depth, filters, patches }: Image,
  { from, to, gradient }: Ends & { readonly gradient: number },
): void => {
  kernels.gatherPatches(from, ...place, patches);
  const [row, out] = [depth * floatBytes, filters * floatBytes];
  kernels.addProduct(patches, floatBytes, row, to, out, gradient, out, depth, pixels, filters);
};

const passBack = (
  kernels: NetworkKernels,
  { place, pixels, depth, filters, patches, turned }: Image,
  { from, to }: Ends,
): void => {
  const [row, out] = [depth * floatBytes, filters * floatBytes];
  kernels.addProduct(to, out, floatBytes, turned, row, patches, row, pixels, filters, depth);
  kernels.scatterPatches(patches, ...place, from);
};

interface ImagePlaces {
  readonly from: StagePlan['from'];
  readonly to: StagePlan['to'];
}

/** Where each row's values stand. */
export const imagesOf = (
  { rows }: Pass,
  { from, to }: StagePlan,
  { input, output }: { readonly input: number; readonly output: number },
): readonly ImagePlaces[] =>
  Array.from({ length: rows }, (_, row) => ({
    from: { values: from.values + row * input * floatBytes, deltas: from.deltas + row * input * floatBytes },
    to: { values: to.values + row * output * floatBytes, deltas: to.deltas + row * output * floatBytes },
  }));
