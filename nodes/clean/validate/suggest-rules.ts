import { learnRules } from '../../../algorithms/rules/learn-rules.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Suggestion } from '../../../contract/suggestion.ts';
import type { Table } from '../../../contract/values.ts';
import { measureColumns } from './measure-columns.ts';
import type { ValidateParams } from './read-rules.ts';

/** Rules that the table keeps and that are not among the settings yet, column by column. */
export const suggestRules = async (
  table: Table,
  { rules }: ValidateParams,
  ctx: NodeContext,
): Promise<readonly Suggestion[]> => {
  const facts = await measureColumns(table, ctx);
  const ofTable = learnRules([], table.rows);
  const grouped = [
    { group: 'The table', lines: ofTable },
    ...facts.map((one) => ({ group: one.name, lines: learnRules([one], table.rows).slice(ofTable.length) })),
  ];
  const known = new Set(rules.map((rule) => rule.trim()));
  return grouped.flatMap(({ group, lines }) =>
    lines.filter((line) => !known.has(line)).map((line) => ({ group, text: line, value: line })),
  );
};
