import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../../contract/report.ts';

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

export const SeverityIcon = ({ severity }: { readonly severity: Severity }) => {
  const Icon = icons[severity];
  return <Icon size={16} strokeWidth={1.75} className={`severity ${severity}`} aria-label={severity} />;
};
