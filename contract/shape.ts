import type { Column, Split } from './column.ts';
import type { Task } from './matrix.ts';

/** What is known of a table before anything runs. `columns` is undefined where only a run can tell. */
export interface TableShape {
  readonly kind: 'table';
  readonly columns?: readonly Column[];
  /** Some of `columns` may not come: which, only the data can tell. */
  readonly fewer?: boolean;
  readonly split: Split;
  /** Expected rows. */
  readonly rows?: number;
}

export interface LearnerShape {
  readonly kind: 'learner';
  readonly type: string;
  readonly tasks: readonly Task[];
}

export interface ModelShape {
  readonly kind: 'model';
  readonly task?: Task;
  readonly target?: string;
}

export interface PredictionsShape {
  readonly kind: 'predictions';
  readonly task?: Task;
  readonly split: Split;
}

export interface ReportShape {
  readonly kind: 'report';
}

export type Shape = TableShape | LearnerShape | ModelShape | PredictionsShape | ReportShape;

export interface ShapeOfKind {
  readonly table: TableShape;
  readonly learner: LearnerShape;
  readonly model: ModelShape;
  readonly predictions: PredictionsShape;
  readonly report: ReportShape;
}

/** Output shapes by port name. */
export type Shapes = Readonly<Record<string, Shape>>;
