import { Calendar, Hash, type LucideIcon, Tag, ToggleLeft, Type } from 'lucide-react';
import type { ColumnType } from '../../../contract/column.ts';

const icons: Readonly<Record<ColumnType, LucideIcon>> = {
  number: Hash,
  integer: Hash,
  boolean: ToggleLeft,
  category: Tag,
  text: Type,
  datetime: Calendar,
};

export const ColumnTypeIcon = ({ type }: { readonly type: ColumnType }) => {
  const Icon = icons[type];
  return <Icon size={12} strokeWidth={1.75} aria-label={type} className="column-type" />;
};
