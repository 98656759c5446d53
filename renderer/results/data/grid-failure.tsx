import { toFailureData } from '../../../contract/problem.ts';

interface GridFailureProps {
  readonly failure: unknown;
  readonly onRetry: () => void;
}

export const GridFailure = ({ failure, onRetry }: GridFailureProps) => {
  const { message, hint } = toFailureData(failure);
  return (
    <div className="results-empty" role="alert">
      <p className="results-empty-title">{message}</p>
      <p>{hint}</p>
      <button type="button" className="button small" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
};
