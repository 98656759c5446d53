import type { Finding } from '../../contract/report.ts';
import { firstFindings } from '../first-findings.ts';

export interface SoundNames {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Names under which columns can stand in one table: not empty, unlike each other whatever their case (DuckDB does not
 * tell `Age` from `age`), and none that the engine keeps for its hidden columns.
 */
export const soundNames = (wanted: readonly string[]): SoundNames => {
  const taken = new Set<string>();
  const reserved = new Set(wanted.map((name) => name.trim().toLowerCase()));
  const suffixes = new Map<string, number>();
  const findings: Finding[] = [];
  const names = wanted.map((original, index) => {
    const start = original.trim() === '' ? `column_${index + 1}` : visible(original.trim());
    const name = free(start, { taken, reserved, suffixes });
    taken.add(name.toLowerCase());
    if (name !== original.trim()) findings.push(renamed(original, name, index));
    return name;
  });
  return { names, findings: firstFindings(findings) };
};

const visible = (name: string): string => (name.startsWith('__') ? name.replace(/^_+/, '') || 'column' : name);

interface Names {
  readonly taken: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  /** The suffix to try next: ten thousand columns of one name would be counted through for each of them. */
  readonly suffixes: Map<string, number>;
}

const free = (start: string, { taken, reserved, suffixes }: Names): string => {
  const key = start.toLowerCase();
  if (!taken.has(key)) return start;
  for (let suffix = suffixes.get(key) ?? 2; ; suffix++) {
    const name = `${start}_${suffix}`;
    suffixes.set(key, suffix + 1);
    if (!taken.has(name.toLowerCase()) && !reserved.has(name.toLowerCase())) return name;
  }
};

const renamed = (original: string, name: string, index: number): Finding => ({
  code: 'data.renamed-column',
  severity: original.trim() === '' ? 'info' : 'warning',
  message:
    original.trim() === ''
      ? `Column ${index + 1} has no name; it is called “${name}”.`
      : `The name “${original}” of column ${index + 1} is taken or reserved; it is called “${name}”.`,
  column: name,
});
