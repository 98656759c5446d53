import { z } from 'zod';
import { unsplit } from '../../../contract/column.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';

export default defineNode({
  title: 'Predict',
  description: 'Sends new raw rows through a model, its preparation included',
  keywords: ['score', 'inference', 'apply', 'new data', 'batch', 'forecast'],
  icon: 'wand-sparkles',
  version: 1,
  params: z.object({}),
  inputs: { model: port.model(), table: port.table({ title: 'raw rows' }) },
  outputs: { predictions: port.predictions() },
  shape: ({ model, table }) => ({
    outputs: {
      predictions: {
        kind: 'predictions',
        ...(model?.task ? { task: model.task } : {}),
        split: table?.split ?? unsplit,
      },
    },
  }),
  run: async ({ model, table }, _, ctx) => ({ predictions: await ctx.learning.predict(model, table) }),
});
