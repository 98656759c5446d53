import type { Column, ColumnType } from '../../contract/column.ts';
import { physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import { choiceFunctions } from './choice-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { ExpressionFault, type Fault } from './fault.ts';
import type { FunctionSpec, Functions } from './function-spec.ts';
import { didYouMean } from './nearest.ts';
import { numberFunctions } from './number-functions.ts';
import { arithmetic, between, compared, logical, member, negative } from './operators.ts';
import { parseExpression } from './parse.ts';
import { textFunctions } from './text-functions.ts';
import type { Tree } from './tree.ts';
import { dateSql, expectKind, spokenKind, type Typed, totalSize } from './typed.ts';

const functions: Functions = { ...choiceFunctions, ...numberFunctions, ...textFunctions, ...dateFunctions };

/** How long a chain such as a + b + … may be, and how large the SQL may be when written out. */
const longestChain = 200;
const largest = 20_000;

export interface Compiled {
  /** Over the columns of one relation; has the physical type of `type`. Never infinite, never NaN. */
  readonly sql: string;
  readonly type: ColumnType;
  /** Names of the columns that it reads, in the order of the table. */
  readonly columns: readonly string[];
}

export type CompileResult = Compiled | { readonly fault: Fault };

/**
 * Reads an expression over the columns of a table: checks names and types, and makes SQL (DuckDB) of it, built of known
 * functions alone, each name and text quoted. It works row by row and knows neither clock nor chance, so its results do not
 * depend on order or threads. Whole numbers that grow beyond 64 bits, divisions by zero and logarithms of what is not positive
 * give missing.
 */
export const compileExpression = (source: string, columns: readonly Column[]): CompileResult => {
  try {
    const used = new Set<string>();
    const root = compiled(parseExpression(source), { columns, used }, 0);
    if (root.type === 'missing') throw new ExpressionFault('it is missing in every row', root.at);
    const sql = root.type === 'number' ? `CASE WHEN isfinite(${root.sql}) THEN ${root.sql} END` : root.sql;
    return {
      sql: `CAST(${sql} AS ${physicalTypes[root.type]})`,
      type: root.type,
      columns: columns.map(({ name }) => name).filter((name) => used.has(name)),
    };
  } catch (thrown) {
    if (!(thrown instanceof ExpressionFault)) throw thrown;
    return { fault: { reason: thrown.message, at: thrown.at } };
  }
};

/** “at character 7: …”, for people. */
export const faultText = ({ reason, at }: Fault): string => `at character ${at + 1}, ${reason}`;

interface Scope {
  readonly columns: readonly Column[];
  readonly used: Set<string>;
}

const compiled = (tree: Tree, scope: Scope, depth: number): Typed => {
  if (depth > longestChain)
    throw new ExpressionFault(`more than ${longestChain} operations are chained; make two formulas of it`, tree.at);
  const part = made(tree, scope, depth + 1);
  if (part.size > largest) throw new ExpressionFault('too much is nested here; make two formulas of it', tree.at);
  return part;
};

const made = (tree: Tree, scope: Scope, depth: number): Typed => {
  const { at } = tree;
  const below = (inner: Tree): Typed => compiled(inner, scope, depth);
  switch (tree.kind) {
    case 'number':
      return numberLiteral(tree.text, at);
    case 'text':
      return { type: 'category', sql: sqlText(tree.text), text: tree.text, size: 1, at };
    case 'date':
      return { type: 'datetime', sql: dateSql(tree.text, at), size: 1, at };
    case 'boolean':
      return { type: 'boolean', sql: String(tree.value), size: 1, at };
    case 'missing':
      return { type: 'missing', sql: 'NULL', size: 1, at };
    case 'column':
      return columnOf(tree.text, at, scope);
    case 'arithmetic':
      return arithmetic(tree.sign, below(tree.left), below(tree.right), at);
    case 'compare':
      return compared(tree.sign, below(tree.left), below(tree.right), at);
    case 'and':
    case 'or':
      return logical(tree.kind, below(tree.left), below(tree.right), at);
    case 'minus':
      return negative(below(tree.of), at);
    case 'not': {
      const of = below(tree.of);
      expectKind(of, 'boolean', '“not”');
      return { type: 'boolean', sql: `(NOT CAST(${of.sql} AS BOOLEAN))`, size: of.size + 1, at };
    }
    case 'in':
      return member(below(tree.of), tree.items.map(below), { negated: tree.negated, at });
    case 'between':
      return between([below(tree.of), below(tree.low), below(tree.high)], { negated: tree.negated, at });
    case 'is-missing': {
      const of = below(tree.of);
      return { type: 'boolean', sql: `(${of.sql} IS ${tree.negated ? 'NOT ' : ''}NULL)`, size: of.size + 1, at };
    }
    case 'call':
      return called(tree.name, tree.args.map(below), at);
  }
};

const numberLiteral = (text: string, at: number): Typed => {
  const integer = /^\d{1,18}$/.test(text);
  if (!integer && !Number.isFinite(Number(text))) throw new ExpressionFault(`“${text}” is too large a number`, at);
  const type = integer ? 'integer' : 'number';
  return { type, sql: `CAST(${sqlText(text)} AS ${physicalTypes[type]})`, size: 1, at };
};

const columnOf = (name: string, at: number, { columns, used }: Scope): Typed => {
  const column = columns.find((one) => one.name === name);
  if (!column) {
    const names = columns.map((one) => one.name);
    throw new ExpressionFault(`there is no column “${name}”${didYouMean(name, names)}`, at);
  }
  used.add(name);
  return { type: column.type, sql: sqlName(name), size: 1, at };
};

const called = (name: string, args: readonly Typed[], at: number): Typed => {
  const spec = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!spec) throw new ExpressionFault(`there is no function “${name}”${didYouMean(name, Object.keys(functions))}`, at);
  checkArguments(name, spec, { args, at });
  const { type, sql } = spec.gives(args);
  return { type, sql, size: totalSize(args) * (spec.repeats ?? 1), at };
};

const checkArguments = (
  name: string,
  { takes, needed, more, usage }: FunctionSpec,
  { args, at }: { readonly args: readonly Typed[]; readonly at: number },
): void => {
  const most = more ? Number.POSITIVE_INFINITY : takes.length;
  if (args.length < (needed ?? takes.length) || args.length > most)
    throw new ExpressionFault(`“${name}” is given ${args.length} values; write ${usage}`, at);
  args.forEach((part, i) => {
    const kind = takes[Math.min(i, takes.length - 1)] ?? 'any';
    if (kind !== 'any') expectKind(part, kind, `${usage}: value ${i + 1} (${spokenKind(kind)})`);
  });
};
