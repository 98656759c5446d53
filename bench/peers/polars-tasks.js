/** What bench/data.ts asks for, as somebody who knows polars would write it. */
const texts = ['customer', 'city', 'product', 'comment', 'code', 'segment', 'returned'];
const numbers = ['amount', 'quantity', 'price', 'discount', 'rating', 'weight'];
const levels = ['city', 'product', 'returned'];
const quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const bins = 20;
const mostLevels = 12;

/** Answers what is to be timed for an ask, and how to tell what came of it. */
export const polarsTasks = (pl) => {
  const readNumeric = (path) => pl.readCSV(path, { inferSchemaLength: 10_000 });
  const readMessy = (path) =>
    pl.readCSV(path, {
      nullValues: ['', 'NA'],
      tryParseDates: true,
      inferSchemaLength: 10_000,
      dtypes: { code: pl.Utf8 },
    });
  const kept = new Map();
  const table = (path, read) => {
    if (!kept.has(path)) kept.set(path, read(path));
    return kept.get(path);
  };
  const sizeOf = (df) => ({ rows: df.height, columns: df.width });
  const found = (answer) => answer;

  const tasks = {
    'csv-messy': ({ messy }) => ({ make: () => readMessy(messy), check: sizeOf }),
    'csv-numeric': ({ numeric }) => ({ make: () => readNumeric(numeric), check: sizeOf }),
    'profile-numbers': ({ numeric }) => {
      const df = table(numeric, readNumeric);
      return { make: () => profileNumbers(pl, df), check: found };
    },
    'profile-texts': ({ messy }) => {
      const df = table(messy, readMessy);
      return { make: () => profileTexts(df), check: found };
    },
    deduplicate: ({ messy }) => {
      const df = table(messy, readMessy);
      return {
        make: () => df.unique({ keep: 'first', maintainOrder: true }),
        check: ({ height }) => ({ rows: height }),
      };
    },
    impute: ({ messy }) => {
      const df = table(messy, readMessy);
      return { make: () => impute(pl, df), check: (out) => ({ amount: out.getColumn('amount').mean() }) };
    },
    split: ({ messy }) => {
      const df = table(messy, readMessy);
      return { make: () => split(pl, df), check: ({ test }) => ({ test: test.height }) };
    },
    'one-hot': ({ messy }) => {
      const df = table(messy, readMessy);
      return { make: () => oneHot(pl, df), check: ({ rows, columns }) => ({ rows, columns }) };
    },
  };
  return (ask) => tasks[ask.task]?.(ask);
};

const profileNumbers = (pl, df) => {
  const all = () => pl.all();
  const [mean] = df.select(all().mean()).toRecords();
  df.select(all().std());
  df.select(all().min());
  df.select(all().max());
  // The frame's own quantiles are of the nearest value only.
  const at = df.columns.map((name) => quantiles.map((share) => df.getColumn(name).quantile(share, 'linear')));
  const [distinct] = df.select(all().nUnique()).toRecords();
  const [skew] = df.select(all().skew(false)).toRecords();
  df.select(all().kurtosis());
  df.nullCount();
  histograms(pl, df);
  return { mean: mean.f1, distinct: distinct.f1, skew: skew.f1, p99: at[df.columns.indexOf('f28')].at(-1) };
};

/** polars for Node has no histogram of its own. */
const histograms = (pl, df) => {
  const bin = (name) => {
    const column = pl.col(name).cast(pl.Float64);
    const width = column.max().minus(column.min()).div(bins);
    return column
      .minus(column.min())
      .div(width)
      .floor()
      .clip(0, bins - 1);
  };
  const binned = df.select(...df.columns.map(bin));
  return df.columns.map((name) => binned.getColumn(name).valueCounts());
};

const profileTexts = (df) => {
  const distinct = {};
  for (const name of texts) {
    const column = df.getColumn(name).dropNulls();
    const counts = column.valueCounts(true);
    distinct[name] = counts.height;
    counts.head(mostLevels).toRecords();
    const lengths = column.cast(df.getColumn('code').dtype).str.lengths();
    lengths.min();
    lengths.mean();
    lengths.max();
  }
  return { customers: distinct.customer, comments: distinct.comment };
};

const impute = (pl, df) =>
  df.withColumns(
    ...numbers.map((name) => pl.col(name).cast(pl.Float64).fillNull(pl.col(name).median())),
    pl.col('city').fillNull(df.getColumn('city').dropNulls().mode().sort().get(0)),
    pl.col('comment').fillNull(pl.lit('')),
  );

const testShare = 0.2;

const split = (pl, df) => {
  const strata = df
    .partitionBy('segment')
    .map((part) => ({ shuffled: part.sample({ frac: 1, seed: 1 }), size: Math.round(testShare * part.height) }));
  return {
    test: pl.concat(strata.map(({ shuffled, size }) => shuffled.head(size))),
    train: pl.concat(strata.map(({ shuffled, size }) => shuffled.tail(shuffled.height - size))),
  };
};

/** One column of the matrix after the other. */
const oneHot = (pl, df) => {
  const dummies = levels.map((name) => df.getColumn(name).toDummies('_', false, true));
  const plain = df.select(...numbers.map((name) => pl.col(name).cast(pl.Float32).fillNull(pl.lit(Number.NaN))));
  const wide = [...dummies.flatMap((one) => one.getColumns()), ...plain.getColumns()];
  const matrix = new Float32Array(df.height * wide.length);
  for (const [index, column] of wide.entries()) matrix.set(column.cast(pl.Float32).toTypedArray(), index * df.height);
  return { matrix, rows: df.height, columns: wide.length };
};
