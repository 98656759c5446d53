import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../algorithms/random/random.ts';

/**
 * A file of float32, column after column, the label of 0 or 1 last: half of it is explained by a product and a bend, which no
 * linear model sees.
 */
export const labelledFloats = async (folder: string, rows: number, columns: number): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `floats-${rows}-${columns}.f32`);
  if (existsSync(path)) return path;
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * (columns + 1) }, () => random.normal());
  const at = (column: number, row: number): number => data[column * rows + row] as number;
  for (let row = 0; row < rows; row++) {
    const signal = at(0, row) * at(1, row) + Math.abs(at(2, row)) - 0.8 + at(3, row) + 0.5 * random.normal();
    data[columns * rows + row] = signal > 0 ? 1 : 0;
  }
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
  return path;
};
