/** The files of the data rows, from a seeded integer generator: both sides read the same bytes. */
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, type Random } from '../../algorithms/random/random.ts';

const features = 28;
const linesAtOnce = 5000;

const digits = (random: Random, count: number): string => String(random.below(10 ** count)).padStart(count, '0');
const share = (random: Random, percent: number): boolean => random.below(100) < percent;
const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T;

/** Sums of integers: bell-shaped features with five digits, which add up to a noisy label. */
const numericLine = (random: Random): string => {
  let signal = random.below(400_000) - 200_000;
  const cells: string[] = [];
  for (let index = 0; index < features; index++) {
    const value = random.below(100_000) + random.below(100_000) + random.below(100_000) - 150_000;
    signal += index % 5 === 0 ? value : value / 8;
    cells.push((value / 100_000).toFixed(5));
  }
  return `${cells.join(',')},${signal > 0 ? 1 : 0}\n`;
};

const cities = Array.from({ length: 50 }, (_, i) => `${['Zürich', 'Oslo', 'Łódź', 'Porto', 'São Paulo'][i % 5]} ${i}`);
const products = Array.from({ length: 12 }, (_, i) => `product-${String.fromCharCode(97 + i)}`);
const words = ['late', 'fine, thanks', 'broken', 'as expected', 'said ""again""', 'never', 'blue', 'too large', 'gift'];
const segments = ['home', 'office', 'trade'];

const dayOf = (random: Random): string =>
  `${2015 + random.below(10)}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
const timeOf = (random: Random): string =>
  [24, 60, 60].map((limit) => String(random.below(limit)).padStart(2, '0')).join(':');

const messyLine = (random: Random, row: number): string =>
  [
    row + 1,
    `cust-${digits(random, 5)}`,
    share(random, 1) ? '' : dayOf(random),
    `${dayOf(random)} ${timeOf(random)}`,
    share(random, 2) ? 'NA' : pick(random, cities),
    pick(random, products),
    share(random, 20) ? '' : `"${pick(random, words)}, ${pick(random, words)} ${digits(random, 3)}"`,
    share(random, 5) ? 'NA' : (random.below(1_000_000) / 100).toFixed(2),
    share(random, 3) ? '' : random.below(40),
    (random.below(100_000) / 100).toFixed(2),
    share(random, 30) ? '' : (random.below(50) / 100).toFixed(2),
    1 + random.below(5),
    share(random, 12) ? 'true' : 'false',
    digits(random, 5),
    share(random, 10) ? `${1 + random.below(9)}.${digits(random, 3)}e-3` : (random.below(90_000) / 1000).toFixed(3),
    pick(random, segments),
  ].join(',') + '\n';

const messyHeader =
  'id,customer,day,time,city,product,comment,amount,quantity,price,discount,rating,returned,code,weight,segment\n';

const write = async (path: string, header: string, rows: number, line: (row: number) => string): Promise<string> => {
  if (existsSync(path)) return path;
  const file = createWriteStream(`${path}.part`);
  file.write(header);
  for (let row = 0; row < rows; row += linesAtOnce) {
    const lines = Array.from({ length: Math.min(linesAtOnce, rows - row) }, (_, i) => line(row + i));
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  await rename(`${path}.part`, path);
  return path;
};

/** 28 features and a label of 0 or 1. */
export const numericFile = async (folder: string, rows: number): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const random = createRandom(1);
  const header = `${Array.from({ length: features }, (_, i) => `f${i + 1}`).join(',')},label\n`;
  return write(join(folder, `numeric-${rows}.csv`), header, rows, () => numericLine(random));
};

/** Sixteen columns of all types, missing values under several names, quoted texts; one row in twenty is there twice. */
export const messyFile = async (folder: string, rows: number): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const random = createRandom(2);
  const earlier: string[] = [];
  return write(join(folder, `messy-${rows}.csv`), messyHeader, rows, (row) => {
    if (row > 100 && share(random, 5)) return pick(random, earlier);
    const line = messyLine(random, row);
    if (earlier.length < 5000) earlier.push(line);
    else earlier[random.below(5000)] = line;
    return line;
  });
};
