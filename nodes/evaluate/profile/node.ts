import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { report } from '../../../contract/report.ts';
import { firstFindings } from '../../first-findings.ts';
import { columnFindings } from './column-findings.ts';
import { profileFacts } from './facts.ts';
import { profileFigures } from './figures.ts';
import { profileTable } from './profile-table.ts';
import { profileTables } from './tables.ts';

export default defineNode({
  title: 'Profile',
  description: 'What is in each column, what is missing together and what goes together',
  keywords: ['describe', 'summary', 'statistics', 'explore', 'EDA', 'histogram', 'correlation', 'missing', 'quantiles'],
  icon: 'table-properties',
  version: 1,
  params: z.object({
    correlation: param(z.boolean().default(true), {
      title: 'Correlation',
      description: 'Compare each two columns, at most 60 of them on at most 100,000 rows.',
    }),
  }),
  inputs: { table: port.table() },
  outputs: { report: port.report() },
  shape: () => ({ outputs: { report: { kind: 'report' } } }),
  run: async ({ table }, { correlation }, ctx) => {
    const profile = await profileTable(ctx, table, { correlation });
    const findings = firstFindings(profile.columns.flatMap(columnFindings));
    for (const finding of findings) ctx.finding(finding);
    return {
      report: report('Profile', {
        findings,
        figures: profileFigures(profile),
        tables: profileTables(profile),
        facts: profileFacts(profile),
      }),
    };
  },
});
