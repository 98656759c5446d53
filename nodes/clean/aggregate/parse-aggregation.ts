export const aggregates = [
  'count',
  'missing',
  'distinct',
  'sum',
  'mean',
  'min',
  'max',
  'median',
  'first',
  'last',
  'share',
] as const;
export type Aggregate = (typeof aggregates)[number];

/** One line, read. */
export interface Aggregation {
  readonly text: string;
  readonly aggregate: Aggregate;
  /** Undefined for `count` of rows. */
  readonly column: string | undefined;
  /** What `share` counts; true where it is not said. */
  readonly value: string | undefined;
  /** The name that was asked for. */
  readonly name: string | undefined;
}

export type Parsed = { readonly aggregation: Aggregation } | { readonly reason: string };

const quoted = '"(?:[^"]|"")+"';
const named = new RegExp(`^(.*?)(?:\\s+as\\s+(${quoted}|[^"]+))?$`);
const body = new RegExp(`^(\\S+)(?:\\s+(${quoted}|[^"=]+?))?(?:\\s*=\\s*(.+))?$`);

const unquoted = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed?.startsWith('"') ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
};

const isAggregate = (text: string): text is Aggregate => (aggregates as readonly string[]).includes(text);

const reasonOf = ({ text, aggregate, column, value }: Aggregation): string | undefined => {
  if (column === undefined && aggregate !== 'count') return `“${text}” lacks a column`;
  if (value !== undefined && aggregate !== 'share') return `“${text}” has a =, which only share takes`;
  return undefined;
};

/** `count`, `mean price`, `mean "unit price" as average price`, `share colour = red as red ones`. */
export const parseAggregation = (line: string): Parsed => {
  const text = line.trim();
  const [, rest = '', name] = named.exec(text) ?? [];
  const [, aggregate = '', column, value] = body.exec(rest.trim()) ?? [];
  if (!isAggregate(aggregate))
    return { reason: `“${text}” is none; write for instance mean price as average, with ${aggregates.join(', ')}` };
  const aggregation = { text, aggregate, column: unquoted(column), value: unquoted(value), name: unquoted(name) };
  const reason = reasonOf(aggregation);
  return reason ? { reason } : { aggregation };
};
