import {
  ChartColumn,
  CircleHelp,
  Database,
  Filter,
  type LucideIcon,
  SlidersHorizontal,
  Split,
  Zap,
} from 'lucide-react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { nodeIcons } from './node-icons.ts';

const byFamily: Readonly<Record<string, LucideIcon>> = {
  source: Database,
  clean: Filter,
  split: Split,
  train: Zap,
  tune: SlidersHorizontal,
  evaluate: ChartColumn,
};

interface NodeIconProps {
  readonly entry: CatalogueEntry | undefined;
  readonly small?: boolean;
}

/** The icon tile of a node type, in its family's colour. */
export const NodeIcon = ({ entry, small = false }: NodeIconProps) => {
  const Icon = entry
    ? ((entry.icon ? nodeIcons[entry.icon] : undefined) ?? byFamily[entry.family] ?? CircleHelp)
    : CircleHelp;
  return (
    <span className={small ? 'tile small' : 'tile'} data-family={entry?.family ?? 'unknown'} aria-hidden="true">
      <Icon size={small ? 12 : 16} strokeWidth={1.75} />
    </span>
  );
};
