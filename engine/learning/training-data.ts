import type { LabelledMatrix, Matrix, TrainingData } from '../../contract/matrix.ts';
import type { LearningPlan } from './learning-plan.ts';
import { pickLabels, pickRows } from './pick-rows.ts';
import { sharedDoubles } from './shared-array.ts';

export interface Labels {
  readonly y: Float64Array;
  readonly weights?: Float64Array;
}

export interface TrainingRequest {
  readonly plan: Pick<LearningPlan, 'target' | 'classes'>;
  readonly x: Matrix;
  readonly labels: Labels;
  readonly classWeight: 'none' | 'balanced';
  readonly validation: { readonly x: Matrix; readonly labels: Labels } | undefined;
}

/** Puts matrices and labels together, with class weights and without validation rows that have no label. */
export const trainingData = ({ plan, x, labels, classWeight, validation }: TrainingRequest): TrainingData => {
  const factors =
    classWeight === 'balanced' && plan.classes.length > 0 ? balanced(labels.y, plan.classes.length) : undefined;
  const held = validation ? labelled(validation.x, validation.labels, factors) : undefined;
  return {
    task: plan.target.task,
    classes: plan.classes,
    ...weighted(x, labels, factors),
    ...(held && held.x.rows > 0 ? { validation: held } : {}),
  };
};

/** scikit-learn's “balanced”: rows / (classes × rows of the class). */
const balanced = (y: Float64Array, classes: number): Float64Array => {
  const counts = new Float64Array(classes);
  for (const code of y) counts[code] = (counts[code] ?? 0) + 1;
  return counts.map((count) => (count > 0 ? y.length / (classes * count) : 0));
};

const weighted = (x: Matrix, { y, weights }: Labels, factors: Float64Array | undefined): LabelledMatrix => {
  if (!factors) return weights ? { x, y, weights } : { x, y };
  const product = sharedDoubles(y.length);
  for (let row = 0; row < y.length; row++)
    product[row] = (weights ? (weights[row] as number) : 1) * (factors[y[row] as number] as number);
  return { x, y, weights: product };
};

/** Only the rows that have a label. */
const labelled = (x: Matrix, labels: Labels, factors: Float64Array | undefined): LabelledMatrix => {
  const rows: number[] = [];
  for (let row = 0; row < labels.y.length; row++) if (!Number.isNaN(labels.y[row])) rows.push(row);
  if (rows.length === labels.y.length) return weighted(x, labels, factors);
  return weighted(pickRows(x, rows), pickLabels(labels, rows), factors);
};
