import {
  Activity,
  Binary,
  BrainCircuit,
  Calculator,
  ChartColumn,
  ChartLine,
  ChartScatter,
  CircleHelp,
  ClipboardCheck,
  Columns3,
  CopyX,
  Database,
  Dices,
  FileDown,
  FileSpreadsheet,
  FileText,
  Filter,
  FlaskConical,
  FolderOpen,
  Gauge,
  Globe,
  Grid3x3,
  Group,
  Hash,
  Layers,
  ListChecks,
  type LucideIcon,
  Network,
  Puzzle,
  RadioTower,
  Replace,
  Ruler,
  Scale,
  Scissors,
  Search,
  ShieldCheck,
  Shuffle,
  Sigma,
  SlidersHorizontal,
  Split,
  SquareDashed,
  Table2,
  Tag,
  Target,
  TreePine,
  Trees,
  TrendingUp,
  Type,
  Wand,
  Zap,
} from 'lucide-react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';

const byFamily: Readonly<Record<string, LucideIcon>> = {
  source: Database,
  clean: Filter,
  split: Split,
  train: Zap,
  tune: SlidersHorizontal,
  evaluate: ChartColumn,
};

const byName: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  binary: Binary,
  'brain-circuit': BrainCircuit,
  calculator: Calculator,
  'chart-column': ChartColumn,
  'chart-line': ChartLine,
  'chart-scatter': ChartScatter,
  'clipboard-check': ClipboardCheck,
  'columns-3': Columns3,
  'copy-x': CopyX,
  database: Database,
  dices: Dices,
  'file-down': FileDown,
  'file-spreadsheet': FileSpreadsheet,
  'file-text': FileText,
  filter: Filter,
  'flask-conical': FlaskConical,
  'folder-open': FolderOpen,
  gauge: Gauge,
  globe: Globe,
  'grid-3x3': Grid3x3,
  group: Group,
  hash: Hash,
  layers: Layers,
  'list-checks': ListChecks,
  network: Network,
  puzzle: Puzzle,
  'radio-tower': RadioTower,
  replace: Replace,
  ruler: Ruler,
  scale: Scale,
  scissors: Scissors,
  search: Search,
  'shield-check': ShieldCheck,
  shuffle: Shuffle,
  sigma: Sigma,
  'sliders-horizontal': SlidersHorizontal,
  split: Split,
  'square-dashed': SquareDashed,
  table: Table2,
  'table-2': Table2,
  tag: Tag,
  target: Target,
  'tree-pine': TreePine,
  trees: Trees,
  'trending-up': TrendingUp,
  type: Type,
  wand: Wand,
  zap: Zap,
};

interface NodeIconProps {
  readonly entry: CatalogueEntry | undefined;
  readonly small?: boolean;
}

/** The icon tile of a node type, in its family's colour. */
export const NodeIcon = ({ entry, small = false }: NodeIconProps) => {
  const Icon = entry
    ? ((entry.icon ? byName[entry.icon] : undefined) ?? byFamily[entry.family] ?? CircleHelp)
    : CircleHelp;
  return (
    <span className={small ? 'tile small' : 'tile'} data-family={entry?.family ?? 'unknown'} aria-hidden="true">
      <Icon size={small ? 12 : 16} strokeWidth={1.75} />
    </span>
  );
};
