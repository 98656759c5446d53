import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { exponential } from './plain-gradients.ts';
import { plainTreeKernels } from './plain-tree-kernels.ts';
import { studyWords } from './study.ts';
import { countingBytes, nodeFacts, type TreeKernels } from './tree-kernels.ts';
import { openSharedMemory, treesModule, wasmTreeKernels } from './wasm-tree-kernels.ts';

const rows = 5000;
const kib = 1024;
/** Where the tests keep what: inputs first, then what the kernels write. */
const at = {
  floats: 64 * kib,
  more: 128 * kib,
  doubles: 192 * kib,
  order: 256 * kib,
  bins: 320 * kib,
  table: 576 * kib,
  node: 580 * kib,
  searched: 584 * kib,
  out: 640 * kib,
  other: 768 * kib,
  last: 896 * kib,
  histogram: 1024 * kib,
  scratch: 1280 * kib,
} as const;
const bytes = at.scratch + countingBytes + 16 * kib;

const fillBoth = (buffer: ArrayBufferLike, seed: number): void => {
  const random = createRandom(seed);
  const floats = new Float32Array(buffer, at.floats, rows);
  const more = new Float32Array(buffer, at.more, rows);
  const doubles = new Float64Array(buffer, at.doubles, rows);
  const order = new Int32Array(buffer, at.order, rows);
  new Uint8Array(buffer, at.bins, 16 * rows).forEach((_, index, bins) => {
    bins[index] = random.below(4) === 0 ? 255 : random.below(200);
  });
  for (let row = 0; row < rows; row++) {
    floats[row] = row % 17 === 0 ? Number.NaN : random.normal() * 3;
    more[row] = Math.abs(random.normal());
    doubles[row] = random.normal() * 20;
    order[row] = (row * 7919) % rows;
  }
  const table = new Uint8Array(buffer, at.table, 256);
  for (let bin = 0; bin < 256; bin++) table[bin] = random.below(2);
};

/** Runs the same on both editions and compares every byte of the two memories, the scratch apart. */
const agree = (work: (kernels: TreeKernels) => void, seed = 1): void => {
  const module = treesModule();
  const memory = openSharedMemory(bytes);
  if (!module || !memory) throw new Error('these tests need WASM with SIMD and threads');
  const editions = [plainTreeKernels(new ArrayBuffer(bytes)), wasmTreeKernels(module, memory)];
  const written = editions.map((kernels) => {
    fillBoth(kernels.buffer, seed);
    work(kernels);
    return new BigUint64Array(kernels.buffer.slice(0, at.scratch));
  });
  expect(written[0]?.findIndex((word, index) => word !== written[1]?.[index])).toBe(-1);
};

/** Puts gradients behind the bins of each record; answers where that of row 0 stands. */
const packGradients = ({ buffer }: TreeKernels, stride: number, count: number): number => {
  const packed = at.bins + stride - 4;
  const view = new DataView(buffer);
  for (let row = 0; row < count; row++)
    view.setInt32(packed + row * stride, ((row % 1001) - 500) * 65_536 + (row % 1024), true);
  return packed;
};

/** Moves what stands in a column's bin to another one. */
const pour = ({ buffer }: TreeKernels, column: number, from: number, to: number): void => {
  const cells = new Int32Array(buffer, at.histogram + column * 4096, 1024);
  for (let word = 0; word < 3; word++) {
    cells[to * 4 + word] = (cells[to * 4 + word] as number) + (cells[from * 4 + word] as number);
    cells[from * 4 + word] = 0;
  }
};

describe('the kernels in WASM do bit by bit what the plain ones do', () => {
  it('with bins of numbers and categories', () => {
    agree((kernels) => {
      const edges = new Float32Array(kernels.buffer, at.out, 256).fill(Number.POSITIVE_INFINITY);
      edges.set(Array.from({ length: 200 }, (_, edge) => edge / 20 - 5));
      kernels.binNumbers(at.floats, rows, at.out, at.other, 16);
      new Float32Array(kernels.buffer, at.floats, rows).forEach((value, row, floats) => {
        floats[row] = row % 7 === 0 ? Number.NaN : Math.floor(Math.abs(value) * 60);
      });
      kernels.binCategories(at.floats, rows, at.other + 3, 16);
    });
  });

  it('with histograms of so many columns, of many rows and of few, added up and what is left of them', () => {
    for (const columns of [1, 2, 3, 5, 12, 16, 17, 28, 33, 60])
      for (const count of [rows, 511, 1, 0])
        agree((kernels) => {
          const stride = Math.ceil((columns + 4) / 16) * 16;
          // As many rows as the test's memory has room for.
          const own = Math.floor((16 * rows) / stride) - 4;
          new Int32Array(kernels.buffer, at.order, rows).forEach((row, index, order) => {
            order[index] = row % own;
          });
          const packed = packGradients(kernels, stride, own);
          kernels.addRows(at.order, count, at.bins, stride, columns, packed, at.histogram, at.scratch);
          kernels.add(at.histogram, at.histogram + 4096, 256 * (columns - 1));
          kernels.subtract(at.histogram, at.histogram + 4096, 256 * (columns - 1));
        });
  });

  it('with records of bins, and with rows counted up', () => {
    agree((kernels) => {
      kernels.fillRecords(at.bins, 5000, 13, 4990, at.histogram, 32);
      kernels.countUp(at.out, 999, 4321);
    });
  });

  it('with the best splits of columns', () => {
    for (const minLeaf of [1, 20, 2000])
      agree((kernels) => {
        const packed = packGradients(kernels, 16, rows);
        kernels.addRows(at.order, rows, at.bins, 16, 12, packed, at.histogram, at.scratch);
        const sums = [0, 0, 0];
        const cells = new Int32Array(kernels.buffer, at.histogram, 1024);
        cells.forEach((value, word) => {
          if (word % 4 < 3) sums[word % 4] = (sums[word % 4] ?? 0) + value;
        });
        const facts = new Float64Array(kernels.buffer, at.node, nodeFacts.count);
        facts.set([0.01, 0.003, 0.5, minLeaf, 1e-3, ...sums]);
        new Int32Array(kernels.buffer, at.searched, 16).fill(200).fill(0, 4, 6).fill(150, 8, 9);
        // Some columns without missing values, next to each other and not; every row stays in a bin.
        for (const column of [0, 1, 3, 7, 8, 9, 11]) pour(kernels, column, 255, 17);
        for (let bin = 200; bin < 255; bin++)
          for (let column = 0; column < 12; column++) pour(kernels, column, bin, 199);
        for (let bin = 150; bin < 200; bin++) pour(kernels, 8, bin, 149);
        kernels.findSplits(at.histogram, 12, at.searched, at.node, at.out);
        expect(new Float64Array(kernels.buffer, at.out, 1)[0]).toBeGreaterThan(0);
      });
  });

  it('with rows that are parted and marked', () => {
    agree((kernels) => {
      const lefts = kernels.partition(at.order, rows, at.bins + 3, 4, at.table, at.out, at.other);
      expect(lefts).toBeGreaterThan(0);
      // Beyond the rows on each side stands what only the branchless edition wrote.
      kernels.zero(at.out + lefts * 4, (rows - lefts + 1) * 4);
      kernels.zero(at.other + (rows - lefts) * 4, (lefts + 1) * 4);
      kernels.markRows(at.order, 1000, at.last, 77);
      kernels.copy(at.last + 20_000, at.last, 4000);
    });
  });

  it('with gradients of two classes and of several, weighted and not', () => {
    for (const weights of [0, at.more])
      for (const count of [rows, 2001, 1])
        agree((kernels) => {
          new Float32Array(kernels.buffer, at.floats, rows).forEach((_, row, labels) => {
            labels[row] = row % 2;
          });
          kernels.logisticGradients(at.doubles, at.floats, weights, count, at.out, at.other, at.last);
          kernels.softmaxNorms(at.doubles, 8 * 1000, 3, 1000, at.histogram, at.histogram + 8000);
          kernels.softmaxGradients(
            at.doubles,
            at.histogram,
            at.histogram + 8000,
            at.floats,
            1,
            weights,
            Math.min(count, 1000),
            at.histogram + 16_000,
            at.histogram + 20_000,
            at.last + 64,
          );
        });
  });

  it('with the log loss of two classes', () => {
    for (const count of [512, 77, 1])
      agree((kernels) => {
        new Float32Array(kernels.buffer, at.floats, rows).forEach((_, row, labels) => {
          labels[row] = row % 3 === 0 ? 1 : 0;
        });
        const product = kernels.logLoss(at.doubles + 8, at.floats + 4, count, at.last);
        new Float64Array(kernels.buffer, at.out, 1)[0] = product;
        expect(product).toBeGreaterThan(1);
      });
  });

  it('with gradients as whole numbers, and with values of leaves', () => {
    agree((kernels) => {
      kernels.quantise(at.more, at.more, 1000, rows, 12_345, 200, 300, 511, at.out, 16);
      new Uint16Array(kernels.buffer, at.last, rows).forEach((_, row, leaves) => {
        leaves[row] = row % 31;
      });
      kernels.addLeafValues(at.histogram, at.last, at.doubles, rows);
    });
  });
});

/** A study of columns with bins of one byte or two; answers how to run it again. */
const studyOf = (
  kernels: TreeKernels,
  { classes, wide, few, small }: Record<'wide' | 'few' | 'small', boolean> & { readonly classes: number },
): void => {
  const ints = new Int32Array(kernels.buffer, at.node);
  const missing = wide ? 299 : 255;
  const cellBytes = classes > 2 ? classes * 8 : 16;
  const words = {
    classes,
    missing,
    wide: wide ? 1 : 0,
    few: few ? 1 : 0,
    totals: at.searched,
    cells: at.histogram,
    cellsStride: (missing + 1) * cellBytes,
    cellBytes,
    counts: at.last,
    countsStride: (missing + 1) * 4,
    marks: at.last + 8192,
    marksStride: 48,
    minLeaf: 2,
    lists: at.scratch,
    listsStride: 1024,
    records: at.out,
    valueShift: small ? 1 : 4,
    pairs: at.scratch + 8192,
    left: at.searched + 1024,
  };
  for (const [name, value] of Object.entries(words)) ints[studyWords[name as keyof typeof words]] = value;
  [0, 1, 2].forEach((column) => {
    ints.set([at.bins + column * (wide ? 2 : 1), 3, column === 2 ? 0 : 1], studyWords.column + 4 * column);
  });
};

describe('studies of nodes in WASM do bit by bit what the plain ones do', () => {
  for (const classes of [0, 2, 5])
    for (const [wide, small] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const)
      for (const count of [rows, 100, 7])
        it(`with ${classes} classes, ${wide ? 'wide' : 'narrow'} bins, ${small ? 'small' : 'large'} values and ${count} rows`, () => {
          agree((kernels) => {
            const bins = new Uint16Array(kernels.buffer, at.bins, 4 * rows);
            if (wide)
              bins.forEach((bin, index) => {
                bins[index] = bin % 7 === 0 ? 299 : bin % 280;
              });
            const values = new Float64Array(kernels.buffer, at.histogram + 128 * kib, 2 * rows);
            values.forEach((_, index) => {
              const random = index * 2_654_435_761;
              values[index] = index % 2 === 1 ? 1 + (random % 3) : classes > 0 ? random % classes : (random % 101) / 7;
            });
            if (small) new Uint8Array(kernels.buffer, at.histogram + 128 * kib, 2 * rows).set(values.slice());
            studyOf(kernels, { classes, wide, few: count < rows, small });
            const ints = new Int32Array(kernels.buffer, at.node);
            for (const again of [0, 1]) {
              kernels.beginStudy(at.node);
              ints[studyWords.columns] = 3;
              kernels.addStudyRows(at.node, at.order + 40 * again, count - 10 * again, at.histogram + 128 * kib);
              kernels.endStudy(at.node, count - 10 * again);
            }
            if (count > 7) expect(new Float64Array(kernels.buffer, at.out, 1)[0]).toBeGreaterThan(0);
            if (wide) {
              const lefts = kernels.partitionWide(at.order, 900, at.bins + 2, 3, at.table, at.other, at.other + 8192);
              kernels.zero(at.other + lefts * 4, (901 - lefts) * 4);
              kernels.zero(at.other + 8192 + (900 - lefts) * 4, (lefts + 1) * 4);
            }
          });
        });
});

describe('rows that are brought side by side', () => {
  it('are in WASM what they are for the plain kernels, whatever their size', () => {
    for (const shift of [0, 1, 2, 3, 4, 5, 6])
      agree((kernels) => {
        kernels.gatherRows(at.order + 40, 500, at.bins, shift, at.out);
        const [row] = new Int32Array(kernels.buffer, at.order + 40, 1) as unknown as readonly [number];
        const from = at.bins + row * 2 ** shift;
        expect(new Uint8Array(kernels.buffer, at.out, 2 ** shift)).toEqual(
          new Uint8Array(kernels.buffer, from, 2 ** shift),
        );
      });
  });
});

describe('rows that walk through a tree', () => {
  it('end in WASM where the plain kernels end, with categories and without', () => {
    for (const masks of [0, at.bins])
      agree((kernels) => {
        const ints = new Int32Array(kernels.buffer, at.out);
        const floats = new Float32Array(kernels.buffer, at.out);
        // A complete tree of 31 nodes over five columns of 500 rows.
        for (let node = 0; node < 31; node++) {
          const category = masks !== 0 && node % 3 === 0;
          const inner = node < 15;
          const flags = inner ? (node & 1) | (category ? 2 : 0) : (node % 4) << 2;
          ints.set([inner ? (node % 5) * 4000 : 0, 0, inner ? (2 * node + 1) * 16 : node * 16, flags], node * 4);
          if (!inner) floats[node * 4 + 1] = Number.POSITIVE_INFINITY;
          else if (category) ints[node * 4 + 1] = node;
          else floats[node * 4 + 1] = (node - 7) / 3;
        }
        kernels.walkRows(at.out, 0, masks, at.floats, 999, at.other);
        kernels.addWalked(at.other, 999, at.doubles, 3, at.histogram, 40);
        expect(new Set(new Int32Array(kernels.buffer, at.other, 999)).size).toBe(4);
      });
  });
});

describe('exponential', () => {
  it('is right to seven digits, and clamped instead of infinite', () => {
    for (let x = -30; x < 30; x += 0.37) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 7);
    expect(exponential(1e9)).toBe(exponential(700));
    expect(exponential(-1e9)).toBe(exponential(-700));
  });
});
