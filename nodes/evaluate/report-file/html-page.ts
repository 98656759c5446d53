import { createHash } from 'node:crypto';
import { isWide } from '../../../contract/figure-spec.ts';
import type { Figure, Finding, Metric, Report, ReportTable } from '../../../contract/report.ts';
import type { Model } from '../../../contract/values.ts';
import { modelFacts, numberText, type ReportContent } from './content.ts';
import { escapeHtml as text } from './escape.ts';
import { flowPicture } from './flow-picture.ts';
import { pageStyle } from './page-style.ts';

const mostRows = 200;
/** A table of more rows may go on on the next page of paper. */
const mostUnbroken = 12;

const facts = (pairs: readonly (readonly [string, string])[]): string =>
  `<div class="card"><dl>${pairs.map(([label, value]) => `<dt>${text(label)}</dt><dd>${text(value)}</dd>`).join('')}</dl></div>`;

const tableHtml = ({ title, columns, rows }: ReportTable): string => {
  const isNumber = (at: number): boolean => rows.some((row) => typeof row[at] === 'number');
  const cell = (value: string | number | null, at: number): string =>
    `<td${isNumber(at) ? ' class="n"' : ''}>${typeof value === 'number' ? numberText(value) : text(value ?? '–')}</td>`;
  const head = columns.map((name, at) => `<th scope="col"${isNumber(at) ? ' class="n"' : ''}>${text(name)}</th>`);
  const body = rows.slice(0, mostRows).map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  const rest = rows.length > mostRows ? `<p class="quiet">${rows.length - mostRows} more rows are left out.</p>` : '';
  const size = rows.length > mostUnbroken ? ' long' : '';
  return `<div class="card${size}"><table><caption>${text(title)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>${rest}</div>`;
};

const interval = ({ low, high }: Metric): string =>
  low === undefined || high === undefined ? '' : `${numberText(low)} – ${numberText(high)}`;

/** Single folds fill pages and say little beside their mean. */
const withoutFolds = (metrics: readonly Metric[]): readonly Metric[] => {
  const means = metrics.filter(({ part }) => !part.startsWith('fold-'));
  return means.length > 0 ? means : metrics;
};

const metricTable = (all: readonly Metric[]): string => {
  const metrics = withoutFolds(all);
  if (metrics.length === 0) return '';
  const rows = metrics.map((metric) => [
    [metric.name, metric.class, metric.average].filter(Boolean).join(' · '),
    metric.model ?? null,
    metric.part,
    metric.value,
    interval(metric) || null,
    metric.baseline ?? null,
    metric.n,
  ]);
  const columns = ['metric', 'model', 'part', 'value', '95 % interval', 'baseline', 'rows'];
  const told = columns.flatMap((_, at) => (rows.some((row) => row[at] !== null) ? [at] : []));
  return tableHtml({
    title: metrics.length < all.length ? 'Metrics, folds together' : 'Metrics',
    columns: told.map((at) => columns[at] ?? ''),
    rows: rows.map((row) => told.map((at) => row[at] ?? null)),
  });
};

/** The metric that stands for the report, and what goes with it. */
const tiles = ({ metrics, headline }: Report): string => {
  const plain = metrics.filter((metric) => metric.class === undefined);
  const parts = new Set(plain.map(({ part }) => part));
  const part = ['test', 'all', 'validation'].find((name) => parts.has(name));
  const chosen = plain
    .filter((metric) => metric.part === part)
    .sort((a, b) => Number(b.name === headline) - Number(a.name === headline));
  if (chosen.length === 0) return '';
  const tile = (metric: Metric): string => {
    const beside = typeof metric.baseline === 'number' ? `<span>baseline ${numberText(metric.baseline)}</span>` : '';
    const name = [metric.name, metric.part, metric.model].filter(Boolean).join(' · ');
    return `<div class="tile"><span>${text(name)}</span><b>${numberText(metric.value)}</b><span>${interval(metric)}</span>${beside}</div>`;
  };
  return `<div class="tiles">${chosen.slice(0, 8).map(tile).join('')}</div>`;
};

const findingHtml = ({ severity, message, examples }: Finding): string =>
  `<div class="finding"><span class="badge ${severity}">${severity}</span><span>${text(message)}${
    examples && examples.length > 0 ? ` <span class="quiet">${text(examples.join(', '))}</span>` : ''
  }</span></div>`;

const gateHtml = ({ gate }: Report): string =>
  gate
    ? `<div class="card">${gate.rules
        .map(
          ({ passed, rule, message }) =>
            `<div class="finding"><span class="badge ${passed ? 'good' : 'error'}">${passed ? 'passed' : 'failed'}</span><span><code>${text(rule)}</code> ${text(message)}</span></div>`,
        )
        .join('')}</div>`
    : '';

/** What draws is loaded when something is drawn: the catalogue has no need of it. */
const figureHtml = async ({ title, summary, spec }: Figure): Promise<string> => {
  const { figureSvg } = await import('../figure-svg.ts');
  const [light, dark] = [
    await figureSvg(spec, { theme: 'light', width: 420 }),
    await figureSvg(spec, { theme: 'dark', width: 420 }),
  ];
  return `<figure class="card${isWide(spec) ? ' wide' : ''}"><h3>${text(title)}</h3><div class="light" role="img" aria-label="${text(summary)}">${light}</div><div class="dark" aria-hidden="true">${dark}</div><figcaption>${text(summary)}</figcaption></figure>`;
};

const reportHtml = async (report: Report, at: number): Promise<string> => {
  const figures: string[] = [];
  for (const figure of report.figures) figures.push(await figureHtml(figure));
  return [
    `<h2 id="report-${at}">${text(report.title)}</h2>`,
    tiles(report),
    gateHtml(report),
    report.findings.length > 0 ? `<div class="card">${report.findings.map(findingHtml).join('')}</div>` : '',
    report.facts.length > 0 ? facts(report.facts.map(({ label, value }) => [label, value])) : '',
    figures.length > 0 ? `<div class="figures">${figures.join('')}</div>` : '',
    metricTable(report.metrics),
    ...report.tables.map(tableHtml),
  ].join('\n');
};

const modelHtml = (model: Model, at: number): string =>
  `<h2 id="model-${at}">Model card: ${text(model.name)}</h2>${facts(modelFacts(model))}`;

const dataHtml = ({ flow }: ReportContent): string =>
  flow.data.length === 0
    ? ''
    : tableHtml({
        title: 'Data that was read, by its content',
        columns: ['step', 'file', 'sha256'],
        rows: flow.data.map(({ title, path, fingerprint }) => [title, path, fingerprint]),
      });

/** Only its own style may be used, and nothing may be loaded or run. */
const policy = (): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}' 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;

/** One page that needs nothing else: no network, no scripts. */
export const htmlPage = async (content: ReportContent): Promise<string> => {
  const { title, flow, reports, models } = content;
  const sections: string[] = [];
  for (const [at, report] of reports.entries()) sections.push(await reportHtml(report, at));
  const links = [
    '<a href="#flow">Flow</a>',
    ...reports.map((report, at) => `<a href="#report-${at}">${text(report.title)}</a>`),
    ...models.map((model, at) => `<a href="#model-${at}">${text(model.name)}</a>`),
  ];
  const description = flow.description ? `<p class="lead">${text(flow.description)}</p>` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy().replace(" 'unsafe-inline'", '')}; style-src-attr 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><style>${pageStyle}</style></head>
<body><main><header><h1>${text(title)}</h1>${description}<p class="quiet">${flow.nodes.length} steps · seed ${flow.seed}</p><nav aria-label="Sections">${links.join('')}</nav></header>
<h2 id="flow">Flow</h2><div class="card" role="region" aria-label="Flow" tabindex="0">${flowPicture(flow)}</div>${dataHtml(content)}
${sections.join('\n')}
${models.map(modelHtml).join('\n')}
<footer>Made by Millrace. The same flow, seed and data give the same numbers.</footer></main></body></html>
`;
};
