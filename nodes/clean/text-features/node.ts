import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { freeNames } from '../free-names.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { addColumns } from './add-columns.ts';
import type { Learned, LearnedTexts } from './learned.ts';
import { type TextParams, textParams } from './params.ts';
import { sparseOf } from './sparse.ts';
import { learnVocabulary } from './vocabulary.ts';

/** Cells that one column may become; beyond it the table would be too large to keep. */
const mostCells = 400_000_000;

const choose = (columns: readonly Column[], { columns: selectors }: TextParams) => {
  const { chosen, gone } = chooseColumns(columns, selectors);
  const texts = chosen.filter(
    ({ name, type, role }) =>
      (type === 'text' || type === 'category') &&
      (role === 'feature' || (role !== 'target' && selectors.includes(name))),
  );
  return { gone, texts };
};

const learn = async (
  table: Table,
  name: string,
  asked: { settings: TextParams; ctx: NodeContext; free: (name: string) => string },
): Promise<Learned> => {
  const { settings, ctx, free } = asked;
  const lengths = settings.lengths ? [free(`${name}_characters`), free(`${name}_words`)] : [];
  if (settings.method === 'hash') {
    const outputs = Array.from({ length: settings.buckets }, (_, bucket) => free(`${name}_hash_${bucket}`));
    return { method: 'hash', outputs, lengths };
  }
  const { terms, weights, found } = await learnVocabulary(await ctx.tables.texts(table, name), settings, ctx);
  if (found > terms.length)
    ctx.finding({
      code: 'data.terms-left-out',
      severity: 'info',
      message: `The ${terms.length} commonest of ${found} terms in “${name}” are kept.`,
      column: name,
      value: found,
      limit: settings.terms,
    });
  return { method: 'tf-idf', outputs: terms.map((term) => free(`${name}_${term}`)), lengths, terms, weights };
};

const reportUnknown = (
  texts: readonly (string | null)[],
  unknown: readonly number[],
  { name, ctx }: { name: string; ctx: NodeContext },
): void => {
  const missing = texts.filter((text) => text === null).length;
  if (missing > 0)
    ctx.finding({
      code: 'data.no-text',
      severity: 'info',
      message: `${missing} rows have no text in “${name}”, so none of its terms.`,
      column: name,
      rows: missing,
    });
  if (unknown.length === 0) return;
  ctx.finding({
    code: 'data.unknown-terms',
    severity: 'warning',
    message: `${unknown.length} rows have words in “${name}”, but none that was kept from the training rows. All their terms are 0.`,
    column: name,
    rows: unknown.length,
    examples: unknown.slice(0, 5).map((row) => (texts[row] ?? '').slice(0, 80)),
  });
};

const gigabytes = (cells: number): string => `${((cells * 8) / 1e9).toFixed(1)} GB`;

const refuseTooLarge = (cells: number): void => {
  if (cells <= mostCells) return;
  throw fail('resource.memory', { values: { needed: gigabytes(cells), limit: gigabytes(mostCells) } });
};

const withTexts = async (table: Table, state: LearnedTexts, settings: TextParams, ctx: NodeContext): Promise<Table> => {
  let result = table;
  for (const [name, learned] of Object.entries(state.columns)) {
    if (!table.columns.some((column) => column.name === name)) continue;
    refuseTooLarge(table.rows * learned.outputs.length);
    const texts = await ctx.tables.texts(table, name);
    const sparse = await sparseOf(texts, learned, { settings, ctx });
    reportUnknown(texts, sparse.unknown, { name, ctx });
    result = await addColumns(result, learned, { sparse, column: name, settings, ctx });
  }
  return result;
};

export default defineTransform({
  kind: 'fitted',
  title: 'Text features',
  description: 'Turns texts into numbers: weighed terms, and lengths',
  keywords: ['tf-idf', 'TfidfVectorizer', 'bag of words', 'n-grams', 'hashing', 'NLP', 'vectorize', 'tokens'],
  icon: 'letter-text',
  telling: ['method', 'terms'],
  version: 1,
  params: textParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { texts, gone } = choose(input.columns, settings);
    const { columns: _, ...unknown } = input;
    // Which terms there are, only the training rows can tell.
    return { outputs: { table: texts.length > 0 ? unknown : input }, problems: goneProblems(gone, 'columns') };
  },
  fit: async (table, settings, ctx): Promise<LearnedTexts> => {
    const free = freeNames(table.columns);
    const columns: Record<string, Learned> = {};
    for (const { name } of choose(table.columns, settings).texts)
      columns[name] = await learn(table, name, { settings, ctx, free });
    return { columns };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const names = Object.keys(state.columns).filter((name) => table.columns.some((column) => column.name === name));
    if (names.length === 0) return { table };
    const result = await withTexts(table, state, settings, ctx);
    if (settings.keep) return { table: result };
    const kept = result.columns.filter(({ name }) => !names.includes(name));
    const sql = `SELECT * EXCLUDE (${names.map(sqlName).join(', ')}) FROM ${result.relation}`;
    return { table: await ctx.tables.derive(result, sql, kept) };
  },
});
