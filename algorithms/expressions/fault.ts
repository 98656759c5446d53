/** What is wrong with an expression, and where: `at` counts characters from 0. */
export interface Fault {
  readonly reason: string;
  readonly at: number;
}

/** Thrown while an expression is read; `compileExpression` turns it into a value. */
export class ExpressionFault extends Error {
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.name = 'ExpressionFault';
    this.at = at;
  }
}
