/** What a Parquet type is to us, before its values are looked at. */
export type Physical =
  | 'integer'
  | 'wide-integer'
  | 'number'
  | 'exact-number'
  | 'boolean'
  | 'datetime'
  | 'text'
  | 'written'
  | 'bytes'
  | 'nested'
  | 'unknown';

const kinds: readonly (readonly [RegExp, Physical])[] = [
  [/(\[\d*\]$)|^(STRUCT|MAP|UNION)\(/s, 'nested'],
  [/^(U?TINYINT|U?SMALLINT|INTEGER|UINTEGER|BIGINT)$/, 'integer'],
  [/^(UBIGINT|U?HUGEINT)$/, 'wide-integer'],
  [/^DECIMAL\(\d+,0\)$/, 'wide-integer'],
  [/^DECIMAL/, 'exact-number'],
  [/^(FLOAT|DOUBLE)$/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^(DATE|TIMESTAMP.*)$/, 'datetime'],
  [/^(VARCHAR|JSON|ENUM.*)$/s, 'text'],
  [/^(UUID|TIME.*|INTERVAL|BIT)$/, 'written'],
  [/^BLOB$/, 'bytes'],
];

export const physicalOf = (type: string): Physical => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'unknown';
