import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const excelParams = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'Workbook of Excel or LibreOffice, relative to the folder of the flow.',
    widget: 'file',
    extensions: ['xlsx', 'xlsm', 'xlsb', 'xls', 'ods'],
  }),
  sheet: param(z.string().default(''), {
    title: 'Sheet',
    description: 'Name of the sheet to read; the first visible one where empty.',
  }),
  range: param(z.string().default(''), {
    title: 'Range',
    description: 'Cells to read, such as B3:F200 or B:F; from the first to the last filled cell where empty.',
  }),
  headerRow: param(z.int().min(0).max(1_048_576).default(1), {
    title: 'Header row',
    description: 'Row of the range that holds the names of the columns; 0 where there is none.',
  }),
  missing: param(z.array(z.string()).default(['', 'NA', 'N/A', 'null', 'NaN', '?', '-']), {
    title: 'Missing',
    description: 'Texts that stand for a missing value. Error cells such as #N/A always do.',
    widget: 'list',
    advanced: true,
  }),
});

export type ExcelParams = z.infer<typeof excelParams>;
