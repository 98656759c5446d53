import type { Column } from '../../../contract/column.ts';

const numbers = (names: string): readonly Column[] =>
  names.split(' ').map((name) => ({ name, type: 'number', role: 'feature' }));
const level = (name: string): Column => ({ name, type: 'category', role: 'feature' });
const target = (name: string): Column => ({ name, type: 'category', role: 'target' });

const cells =
  'radius texture perimeter area smoothness compactness concavity concave_points symmetry fractal_dimension';
const cellColumns = (prefix: string, suffix: string): readonly Column[] =>
  numbers(
    cells
      .split(' ')
      .map((name) => `${prefix}${name}${suffix}`)
      .join(' '),
  );

export interface DataSet {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The bundled files. Their columns are known here, so that nothing has to be read before a flow runs. */
export const dataSets = {
  penguins: {
    rows: 344,
    columns: [
      target('species'),
      level('island'),
      ...numbers('beak_length_mm beak_depth_mm flipper_length_mm body_mass_g'),
      level('sex'),
    ],
  },
  iris: { rows: 150, columns: [...numbers('sepal_length sepal_width petal_length petal_width'), target('target')] },
  wine: {
    rows: 178,
    columns: [
      ...numbers('alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids nonflavanoid_phenols'),
      ...numbers('proanthocyanins color_intensity hue od280_od315_of_diluted_wines proline'),
      target('target'),
    ],
  },
  'breast-cancer': {
    rows: 569,
    columns: [
      ...cellColumns('mean_', ''),
      ...cellColumns('', '_error'),
      ...cellColumns('worst_', ''),
      target('target'),
    ],
  },
  'seattle-weather': {
    rows: 1461,
    columns: [
      { name: 'date', type: 'datetime', role: 'time' },
      ...numbers('precipitation temp_max temp_min wind'),
      target('weather'),
    ],
  },
  digits: {
    rows: 1797,
    columns: [...numbers(Array.from({ length: 64 }, (_, pixel) => `pixel_${pixel}`).join(' ')), target('digit')],
  },
} as const satisfies Readonly<Record<string, DataSet>>;
