import type { NodeContext } from '../../../contract/context.ts';
import type { Suggestion } from '../../../contract/suggestion.ts';
import type { Table } from '../../../contract/values.ts';
import { choose, countLevels } from './levels.ts';
import type { RareParams } from './params.ts';
import { spellingVariants } from './spelling-variants.ts';

/** Levels that differ in spelling only, each with the commonest spelling to become. */
export const suggestMerges = async (
  table: Table,
  settings: RareParams,
  ctx: NodeContext,
): Promise<readonly Suggestion[]> => {
  const suggestions: Suggestion[] = [];
  const names = choose(table.columns, settings).chosen.map(({ name }) => name);
  for (const [name, counts] of await countLevels(table, names, { settings, ctx })) {
    const rows = new Map(counts.map((count) => [count.level, count.rows]));
    for (const [common, ...others] of spellingVariants(counts))
      for (const level of others)
        suggestions.push({
          group: name,
          text: `${level} → ${common}`,
          detail: `${rows.get(level) ?? 0} and ${rows.get(common) ?? 0} rows`,
          value: { [level]: common },
        });
  }
  return suggestions;
};
