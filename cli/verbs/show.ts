import { randomUUID } from 'node:crypto';
import type { TablePage } from '../../contract/api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { Client } from '../../contract/link.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import { foldRun, type RunState } from '../../contract/run-state.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { placeOf, readFlowInput } from '../flow-input.ts';
import { withEngine } from '../local-engine.ts';
import { reportLines } from '../metric-lines.ts';
import { failureLines } from '../problem-lines.ts';
import type { Verb } from '../verb.ts';
import { figureFile, writeFigure } from '../write-figure.ts';

const widest = 24;

const cut = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

const tableLines = ({ columns, page, rows }: TablePage): string => {
  const hasParts = page.some(({ part }) => part !== undefined);
  const head = ['#', ...(hasParts ? ['part'] : []), ...columns.map(({ name }) => cut(name))];
  const body = page.map(({ row, part, cells }) => [
    String(row),
    ...(hasParts ? [part ?? ''] : []),
    ...cells.map((cell) => (cell === null ? '·' : cut(String(cell)))),
  ]);
  const widths = head.map((title, index) => Math.max(title.length, ...body.map((cells) => cells[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[head, ...body].map(line).join('\n')}\n${rows} rows, ${columns.length} columns\n`;
};

const modelLines = (model: Extract<ValueSummary, { kind: 'model' }>): string =>
  [
    `${model.name}: ${model.type}, ${model.task} of “${model.target}”`,
    `  trained on ${model.trainedOn.rows} rows`,
    `  needs ${model.features.map(({ name }) => name).join(', ')}`,
    ...model.recipe.map(({ title }) => `  step: ${title}`),
    ...model.preparation.map((note) => `  prepared: ${note}`),
    '',
  ].join('\n');

const lines = async (engine: Client<EngineApi>, path: string, value: ValueSummary, limit: number): Promise<string> => {
  switch (value.kind) {
    case 'table':
    case 'predictions':
      return tableLines(await engine.call('engine.page', { place: placeOf(path), handle: value.handle, limit }));
    case 'model':
      return modelLines(value);
    case 'learner':
      return `${value.type} ${JSON.stringify(value.params)}\n`;
    case 'report':
      return `${reportLines(value.report)}\n`;
  }
};

export const show: Verb = {
  name: 'show',
  usage: 'FLOW NODE [--rows 20] [--figure NAME --out FILE.svg|FILE.png [--theme light|dark] [--width 640]]',
  summary:
    'Shows what a node gives: rows of a table, a model, a report. Runs what has not been run. --figure writes one figure of its report as an image.',
  example: 'millrace show penguins/penguins.flow.json split --rows 5',
  options: {
    rows: { type: 'string' },
    figure: { type: 'string' },
    out: { type: 'string' },
    theme: { type: 'string' },
    width: { type: 'string' },
  },
  takes: [2, 2],
  run: async (call) => {
    const [given = '', node = ''] = call.positionals;
    const { path, flow } = await readFlowInput(given);
    if (!Object.hasOwn(flow.nodes, node))
      throw new WrongUsage(`the flow has no node “${node}”; it has ${Object.keys(flow.nodes).join(', ')}`);
    const file = figureFile(call);
    const limit = Math.min(1000, Math.max(1, call.count('rows') ?? 20));
    return withEngine(undefined, async (engine) => {
      let state: RunState | undefined;
      await engine.stream('engine.run', { place: placeOf(path), flow, run: randomUUID(), only: node }, (events) => {
        state = events.reduce<RunState | undefined>(foldRun, state);
      });
      const failures = Object.values(state?.nodes ?? {}).flatMap(({ failure }) => (failure ? [failure] : []));
      process.stderr.write(failures.map(failureLines).join(''));
      if (file && failures.length === 0) {
        await writeFigure(state, { node, name: call.text('figure') ?? '' }, file);
        process.stdout.write(`${file.path}\n`);
        return exitCodes.fine;
      }
      for (const [port, value] of Object.entries(state?.nodes[node]?.outputs ?? {}))
        process.stdout.write(`── ${node}.${port} ──\n${await lines(engine, path, value, limit)}`);
      return failures.length > 0 ? exitCodes.failed : exitCodes.fine;
    });
  },
};
