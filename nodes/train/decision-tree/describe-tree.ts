import type { Estimator } from '../../../contract/matrix.ts';
import type { FitDescription, FittedFeatures } from '../../../contract/node.ts';
import type { Figure, ReportTable } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken } from '../../evaluate/figure.ts';
import { type Branch, branchesOf } from './tree-branch.ts';
import { conditionText, rulesOf } from './tree-rules.ts';

/** Deeper, the ends of the branches are too close to be read. */
const mostDepth = 3;
const mostRules = 200;

interface Told {
  /** What is predicted at the end of a branch. */
  readonly predicted: string;
  /** “0.83” of a class, nothing more of a value. */
  readonly share: number | null;
}

const toldOf = (values: readonly number[], { classes }: FittedFeatures): Told => {
  if (classes.length === 0) return { predicted: spoken(values[0] ?? 0), share: null };
  const share = Math.max(...values);
  return { predicted: classes[values.indexOf(share)] ?? '', share };
};

const leavesOf = (branch: Branch): number =>
  'values' in branch ? 1 : leavesOf(branch.yes.branch) + leavesOf(branch.no.branch);

interface Drawing {
  readonly nodes: Point[];
  readonly edges: Point[];
  ends: number;
}

const half = 0.16;

/** Ends of branches stand side by side, each question above the middle of its answers. Gives the place across. */
const drawn = (drawing: Drawing, branch: Branch, depth: number, about: FittedFeatures): number => {
  if ('values' in branch) {
    const { predicted, share } = toldOf(branch.values, about);
    const text = share === null ? predicted : `${predicted} ${Math.round(100 * share)} %`;
    drawing.nodes.push({ x: drawing.ends, y: depth, text, predicted, kind: 'end' });
    return drawing.ends++;
  }
  if (depth === mostDepth) {
    drawing.nodes.push({ x: drawing.ends, y: depth, text: `… ${leavesOf(branch)} ends`, kind: 'more' });
    return drawing.ends++;
  }
  const [left, right] = [
    drawn(drawing, branch.yes.branch, depth + 1, about),
    drawn(drawing, branch.no.branch, depth + 1, about),
  ];
  const x = (left + right) / 2;
  drawing.nodes.push({ x, y: depth, text: conditionText(branch.yes.condition), kind: 'question' });
  for (const [end, answer] of [
    [left, 'yes'],
    [right, 'no'],
  ] as const)
    drawing.edges.push({ x, y: depth + half, x2: end, y2: depth + 1 - half, answer });
  return x;
};

const treeFigure = (root: Branch, about: FittedFeatures): Figure => {
  const drawing: Drawing = { nodes: [], edges: [], ends: 0 };
  drawn(drawing, root, 0, about);
  const depth = Math.max(...drawing.nodes.map(({ y }) => Number(y)));
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.6, drawing.ends - 0.4], nice: false },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [depth + 0.3, -0.3], nice: false } };
  const texts = (kind: string) => inline(drawing.nodes.filter((node) => node['kind'] === kind));
  const text = { field: 'text', type: 'nominal' };
  const color = { field: 'predicted', type: 'nominal', sort: about.classes, legend: null };
  return figure({
    name: 'tree',
    title: 'The tree',
    summary: `The first ${depth} questions of the tree, which has ${leavesOf(root)} ends. To the left where the answer is yes.`,
    height: 70 * (depth + 1),
    spec: {
      width: Math.max(420, 84 * drawing.ends),
      layer: [
        {
          data: inline(drawing.edges),
          mark: { type: 'rule', strokeWidth: 1.5 },
          encoding: { x, y, x2: { field: 'x2' }, y2: { field: 'y2' } },
        },
        {
          data: inline(
            drawing.edges.slice(-2).map((edge) => ({
              ...edge,
              x: (Number(edge['x']) + Number(edge['x2'])) / 2,
              y: (Number(edge['y']) + Number(edge['y2'])) / 2,
            })),
          ),
          mark: { type: 'text', dy: -8, fontSize: 11, opacity: 0.7 },
          encoding: { x, y, text: { field: 'answer', type: 'nominal' } },
        },
        { data: texts('question'), mark: { type: 'text', fontWeight: 600 }, encoding: { x, y, text } },
        { data: texts('more'), mark: { type: 'text', opacity: 0.7 }, encoding: { x, y, text } },
        {
          data: texts('end'),
          mark: { type: 'text', fontWeight: 600 },
          encoding: { x, y, text, ...(about.classes.length > 0 ? { color } : {}) },
        },
      ],
    },
  });
};

const ruleTable = (root: Branch, about: FittedFeatures): ReportTable => {
  const isClasses = about.classes.length > 0;
  return {
    title: 'Rules',
    columns: ['predicted', ...(isClasses ? ['share'] : []), 'where'],
    rows: rulesOf(root)
      .slice(0, mostRules)
      .map(({ where, values }) => {
        const { predicted, share } = toldOf(values, about);
        return [isClasses ? predicted : (values[0] ?? null), ...(isClasses ? [share] : []), where];
      }),
  };
};

/** The tree to be followed: its first questions as a picture, and each of its ends as a rule. */
export const describeTree = (estimator: Estimator, about: FittedFeatures): FitDescription => {
  const root = branchesOf(estimator, about.columns);
  return { figures: [treeFigure(root, about)], tables: [ruleTable(root, about)] };
};
