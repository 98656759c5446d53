import type { Metric, Report, ReportTable } from '../../../contract/report.ts';
import { modelFacts, numberText, type ReportContent } from './content.ts';

/** Text that Markdown takes for nothing else than text, on one line. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~!&]/g, (character) => `\\${character}`);

const cell = (value: string | number | null): string =>
  typeof value === 'number' ? numberText(value) : plain(value ?? '–');

const tableLines = ({ title, columns, rows }: ReportTable): string =>
  [
    `### ${plain(title)}`,
    '',
    `| ${columns.map(plain).join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.slice(0, 200).map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
  ].join('\n');

const metricRow = (metric: Metric): readonly (string | number | null)[] => [
  [metric.name, metric.class, metric.average].filter(Boolean).join(' · '),
  metric.model ?? '',
  metric.part,
  metric.value,
  metric.low === undefined || metric.high === undefined ? '' : `${numberText(metric.low)} – ${numberText(metric.high)}`,
  metric.baseline ?? null,
  metric.n,
];

const reportText = (report: Report): string =>
  [
    `## ${plain(report.title)}`,
    '',
    ...(report.gate?.rules.map(
      ({ passed, rule, message }) => `- ${passed ? 'passed' : '**failed**'}: ${plain(rule)} ${plain(message)}`,
    ) ?? []),
    ...report.findings.map(({ severity, message }) => `- ${severity}: ${plain(message)}`),
    ...report.facts.map(({ label, value }) => `- ${plain(label)}: ${plain(value)}`),
    '',
    ...(report.metrics.length > 0
      ? [
          tableLines({
            title: 'Metrics',
            columns: ['metric', 'model', 'part', 'value', '95 % interval', 'baseline', 'rows'],
            rows: report.metrics.map(metricRow),
          }),
        ]
      : []),
    ...report.figures.map(({ title, summary }) => `**${plain(title)}.** ${plain(summary)}\n`),
    ...report.tables.map(tableLines),
  ].join('\n');

/** The same as text, for a repository or a ticket; figures are told by their sentence. */
export const markdownPage = ({ title, flow, reports, models }: ReportContent): string =>
  [
    `# ${plain(title)}`,
    '',
    ...(flow.description ? [plain(flow.description), ''] : []),
    `${flow.nodes.length} steps, seed ${flow.seed}: ${flow.nodes.map((node) => plain(node.title)).join(', ')}.`,
    '',
    ...(flow.data.length > 0
      ? [
          tableLines({
            title: 'Data that was read, by its content',
            columns: ['step', 'file', 'sha256'],
            rows: flow.data.map((one) => [one.title, one.path, one.fingerprint]),
          }),
        ]
      : []),
    ...reports.map(reportText),
    ...models.map((model) =>
      [
        `## Model card: ${plain(model.name)}`,
        '',
        ...modelFacts(model).map(([label, value]) => `- ${plain(label)}: ${plain(value)}`),
        '',
      ].join('\n'),
    ),
  ].join('\n');
