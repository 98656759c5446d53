import { CircleCheck, CircleX } from 'lucide-react';
import type { Report } from '../../../contract/report.ts';
import { shownNumber } from './metric-text.ts';

interface GateViewProps {
  readonly gate: NonNullable<Report['gate']>;
}

/** What a gate decided, rule by rule. */
export const GateView = ({ gate }: GateViewProps) => {
  const missed = gate.rules.filter(({ passed }) => !passed).length;
  const Icon = gate.passed ? CircleCheck : CircleX;
  return (
    <section className={`gate ${gate.passed ? 'passed' : 'failed'}`} aria-label="Gate">
      <p className="gate-outcome">
        <Icon className="gate-icon" size={18} strokeWidth={1.75} aria-hidden="true" />
        {gate.passed ? 'Passed' : `Not passed: ${missed} of ${gate.rules.length} rules`}
      </p>
      <ul className="gate-rules">
        {gate.rules.map((rule) => (
          <li key={rule.rule} className={rule.passed ? 'passed' : 'failed'}>
            {rule.passed ? (
              <CircleCheck className="gate-mark" size={14} strokeWidth={1.75} aria-label="passed" />
            ) : (
              <CircleX className="gate-mark" size={14} strokeWidth={1.75} aria-label="not passed" />
            )}
            <span className="gate-rule">{rule.rule}</span>
            <span className="gate-measured">
              {rule.measured === null ? 'not measured' : shownNumber(rule.measured)}
              {rule.limit === null ? '' : ` · limit ${shownNumber(rule.limit)}`}
            </span>
            <span className="gate-message">{rule.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
