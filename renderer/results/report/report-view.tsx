import './report-view.css';
import '../picks/picks.css';
import { useState } from 'react';
import type { Report } from '../../../contract/report.ts';
import { ClassMetrics } from './class-metrics.tsx';
import { FigureView } from './figure-view.tsx';
import { FindingList } from './finding-list.tsx';
import { GateView } from './gate-view.tsx';
import { compareModels, metricGroup, modelsOf, partsOf } from './metric-groups.ts';
import { MetricTile } from './metric-tile.tsx';
import { ModelsTable } from './models-table.tsx';
import { PlainTable } from './plain-table.tsx';
import { Segments } from './segments.tsx';
import { TestLooks } from './test-looks.tsx';

interface ReportViewProps {
  readonly report: Report;
  /** How many different models were seen on its test rows, in all runs. */
  readonly testLooks?: number | undefined;
}

const Metrics = ({ report, testLooks }: ReportViewProps) => {
  const models = modelsOf(report.metrics);
  const parts = partsOf(report.metrics);
  const [chosenPart, setPart] = useState<string>();
  const [chosenModel, setModel] = useState<string>();
  const part = parts.find((known) => known === chosenPart) ?? parts[0];
  const model = models.find((known) => known === chosenModel) ?? models[0];
  if (part === undefined) return null;
  const { tiles, classes } = metricGroup(report, part, model);
  const rows = tiles[0]?.n;
  return (
    <section aria-label="Metrics">
      <div className="metric-choice">
        <Segments label="Part" options={parts} chosen={part} onChoose={setPart} />
        {rows === undefined ? null : (
          <span className="metric-rows">
            {rows.toLocaleString('en-GB')} rows
            {tiles.some(({ low }) => low !== undefined) ? ' · 95 % intervals' : ''}
          </span>
        )}
      </div>
      {part === 'test' && testLooks !== undefined ? <TestLooks models={testLooks} /> : null}
      {models.length > 1 ? (
        <ModelsTable comparison={compareModels(report, part)} chosen={model ?? ''} onChoose={setModel} />
      ) : null}
      <ul className="metric-tiles">
        {tiles.map((metric) => (
          <MetricTile
            key={`${metric.name}-${metric.average}-${metric.model}`}
            metric={metric}
            headline={metric.name === report.headline}
          />
        ))}
      </ul>
      {classes.rows.length > 0 ? (
        <div className="plain-table-box">
          <ClassMetrics classes={classes} />
        </div>
      ) : null}
    </section>
  );
};

/** A report, whatever node it came from. */
export const ReportView = ({ report, testLooks }: ReportViewProps) => (
  <article className="report" aria-label={report.title}>
    {report.gate ? <GateView gate={report.gate} /> : null}
    <Metrics report={report} testLooks={testLooks} />
    {report.findings.length > 0 ? (
      <section aria-label="Findings">
        <h2 className="caps">Findings</h2>
        <FindingList findings={report.findings} />
      </section>
    ) : null}
    {report.figures.length > 0 ? (
      <div className="figures">
        {report.figures.map((figure) => (
          <FigureView key={figure.name} figure={figure} />
        ))}
      </div>
    ) : null}
    {report.tables.map((table) => (
      <section key={table.title} aria-label={table.title}>
        <h2 className="caps">{table.title}</h2>
        <PlainTable table={table} />
      </section>
    ))}
    {report.facts.length > 0 ? (
      <section aria-label="Facts">
        <h2 className="caps">Facts</h2>
        <dl className="fact-list">
          {report.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    ) : null}
  </article>
);
