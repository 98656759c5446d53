/** Functions that programs over rows have, by DuckDB's names. */
export const rowFunctions: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '%', '&', '>>', '||'],
  ...['pow', 'abs', 'round', 'floor', 'ceil', 'sign', 'sqrt', 'ln', 'log10', 'exp', 'sin', 'cos', 'pi'],
  ...['isfinite', 'isnan', 'least', 'greatest', 'coalesce', 'nullif'],
  ...['length', 'lower', 'upper', 'trim', 'contains', 'starts_with', 'ends_with', 'replace', 'substring', 'chr'],
  ...['concat', 'concat_ws', 'nfc_normalize', 'regexp_replace', 'regexp_full_match', 'md5_number_lower'],
  ...['year', 'quarter', 'month', 'day', 'week', 'isodow', 'hour', 'minute', 'last_day'],
  ...['epoch', 'epoch_us', 'make_timestamp', 'try_strptime'],
]);

/** Other names of the same. */
export const sameFunctions: Readonly<Record<string, string>> = {
  power: 'pow',
  '**': 'pow',
  '^': 'pow',
  ceiling: 'ceil',
  prefix: 'starts_with',
  suffix: 'ends_with',
  '^@': 'starts_with',
  substr: 'substring',
  len: 'length',
};
