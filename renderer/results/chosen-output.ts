import type { ValueSummary } from '../../contract/run-event.ts';

export type Outputs = Readonly<Record<string, ValueSummary>>;

export interface ChosenOutput {
  readonly port: string;
  readonly value: ValueSummary;
}

interface OfKind {
  readonly kind: ValueSummary['kind'];
}

const hasRows = ({ kind }: OfKind): boolean => kind === 'table' || kind === 'predictions';

/** The rows that a node is there for, or what is known of them: those at `table`, not those that it set aside. */
export const mainRows = <T extends OfKind>(outputs: Readonly<Record<string, T>>): T | undefined =>
  outputs['table'] ?? Object.values(outputs).find(hasRows);

/** What the Data tab shows: the port that was asked for, else the first with rows, else the first. */
export const dataOutput = (outputs: Outputs, asked?: string): ChosenOutput | undefined => {
  const entries = Object.entries(outputs);
  const main = mainRows(outputs);
  const chosen = entries.find(([port]) => port === asked) ?? entries.find(([, value]) => value === main) ?? entries[0];
  return chosen && { port: chosen[0], value: chosen[1] };
};

/** What the Metrics tab shows of a node: the port that was asked for if it has no rows, else its report, else its model. */
export const metricsOutput = (outputs: Outputs, asked?: string): ChosenOutput | undefined => {
  const entries = Object.entries(outputs).filter(([, value]) => !hasRows(value));
  const chosen =
    entries.find(([port]) => port === asked) ?? entries.find(([, value]) => value.kind === 'report') ?? entries[0];
  return chosen && { port: chosen[0], value: chosen[1] };
};

const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en-GB')} ${word}${count === 1 ? '' : 's'}`;

/** How big a value is, in a few words. */
export const sizeText = (value: ValueSummary): string => {
  switch (value.kind) {
    case 'table':
    case 'predictions':
      return `${counted(value.rows, 'row')} × ${counted(value.columns.length, 'column')}`;
    case 'model':
      return `${value.task} of ${value.target}`;
    case 'learner':
      return 'not fitted';
    case 'report':
      return value.report.title;
  }
};
