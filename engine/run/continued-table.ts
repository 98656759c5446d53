import type { Reporting } from '../../contract/context.ts';
import type { Table } from '../../contract/values.ts';
import { type Lineage, learnedSteps, lineageOf, type TracedTable } from '../lineage.ts';
import { recipeFindings } from './recipe-findings.ts';

/**
 * The table of a node that goes on with the rows of an input: it keeps that input's recipe. The node may have dropped rows or
 * changed labels, and can't be replayed, so folds are dealt among what it left.
 */
export const continuedTable = (from: Table, output: Table, reporting: Reporting): TracedTable => {
  const before = lineageOf(from);
  if (!before.split || !output.split.parts) return { ...output, lineage: before };
  const kept = learnedSteps(before.recipe.slice(before.split.steps));
  if (kept !== '') reporting.finding(recipeFindings.notRefitted(kept));
  const lineage: Lineage = { ...before, split: { table: output, steps: before.recipe.length } };
  return { ...output, lineage };
};
