/** 28 features and a noisy label, as the Higgs data have them: raw little-endian files that both sides read. */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../algorithms/random/random.ts';

export const higgsColumns = 28;

export interface HiggsFiles {
  /** Float32, column-major. */
  readonly x: string;
  /** Uint8, 0 or 1. */
  readonly y: string;
}

/** Measured quantities are bell-shaped or skewed; the last seven are made from them, as masses are. */
const fillRow = (own: Float64Array, random: ReturnType<typeof createRandom>): number => {
  for (let at = 0; at < 21; at++) {
    const value = random.normal();
    own[at] = at % 3 === 0 ? Math.exp(value / 2) : value;
  }
  const at = (index: number): number => own[index] as number;
  own[21] = Math.hypot(at(1), at(2)) + 0.3 * random.normal();
  own[22] = at(0) * at(3) + 0.2 * random.normal();
  own[23] = at(4) * at(5) + 0.5 * random.normal();
  own[24] = Math.abs(at(7) - at(8)) + 0.2 * random.normal();
  own[25] = at(6) + at(9) + at(10) ** 2 + 0.3 * random.normal();
  own[26] = at(11) * at(13) * at(14) + 0.5 * random.normal();
  own[27] = at(12) / (0.5 + at(15)) + 0.1 * random.normal();
  const signal =
    0.9 * at(4) * at(5) -
    0.8 * Math.abs(at(7) - at(8)) +
    0.6 * Math.sin(2 * at(10)) * at(0) +
    (at(1) > 0.5 && at(2) < 0 ? 1.2 : 0) +
    0.5 * at(11) * at(13) +
    0.4 * at(3) -
    0.3 * at(16) ** 2 +
    0.25 * (at(17) + at(19));
  return signal + 0.35 + 1.5 * random.normal() > 0 ? 1 : 0;
};

export const higgsFiles = async (folder: string, rows: number, seed: number): Promise<HiggsFiles> => {
  await mkdir(folder, { recursive: true });
  const files = { x: join(folder, `higgs-${seed}-${rows}.f32`), y: join(folder, `higgs-${seed}-${rows}.u8`) };
  if (existsSync(files.x) && existsSync(files.y)) return files;
  const random = createRandom(seed);
  const x = new Float32Array(rows * higgsColumns);
  const y = new Uint8Array(rows);
  const own = new Float64Array(higgsColumns);
  for (let row = 0; row < rows; row++) {
    y[row] = fillRow(own, random);
    for (let column = 0; column < higgsColumns; column++) x[column * rows + row] = own[column] as number;
  }
  for (const [path, values] of [
    [files.x, x],
    [files.y, y],
  ] as const) {
    await writeFile(`${path}.part`, values);
    await rename(`${path}.part`, path);
  }
  return files;
};
