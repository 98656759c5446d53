import { Calendar, Hash, type LucideIcon, Sigma, Tag, ToggleLeft, Type } from 'lucide-react';
import type { ColumnType } from '../../contract/column.ts';

const icons: Readonly<Record<ColumnType, LucideIcon>> = {
  number: Sigma,
  integer: Hash,
  boolean: ToggleLeft,
  category: Tag,
  text: Type,
  datetime: Calendar,
};

/** A column's type as a small icon. */
export const ColumnIcon = ({ type, size = 12 }: { readonly type: ColumnType; readonly size?: number }) => {
  const Icon = icons[type];
  return <Icon className="column-icon" size={size} strokeWidth={2} aria-label={type} role="img" />;
};
