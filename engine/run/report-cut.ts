import type { Reporting } from '../../contract/context.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import type { Value } from '../../contract/values.ts';
import { learnedSteps, lineageOf } from '../lineage.ts';
import { recipeFindings } from './recipe-findings.ts';

/** What was learned before a node that goes on with no recipe is not part of the models behind it. */
export const reportCut = (definition: NodeDefinition, arriving: readonly Value[], reporting: Reporting): void => {
  if (definition.role !== 'node' || definition.continues || !definition.outputs['table']) return;
  const lost = new Set(
    arriving.flatMap((value) => (value.kind === 'table' ? [learnedSteps(lineageOf(value).recipe)] : [])),
  );
  const named = [...lost].filter((steps) => steps !== '').join(', ');
  if (named !== '') reporting.finding(recipeFindings.cut(named));
};
