import type { Finding } from '../../contract/report.ts';

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
  const findings: Finding[] = [];
  const names = wanted.map((original, index) => {
    const start = original.trim() === '' ? `column_${index + 1}` : visible(original.trim());
    const name = free(start, taken, reserved);
    taken.add(name.toLowerCase());
    if (name !== original.trim()) findings.push(renamed(original, name, index));
    return name;
  });
  return { names, findings };
};

const visible = (name: string): string => (name.startsWith('__') ? name.replace(/^_+/, '') || 'column' : name);

const free = (start: string, taken: ReadonlySet<string>, reserved: ReadonlySet<string>): string => {
  if (!taken.has(start.toLowerCase())) return start;
  for (let suffix = 2; ; suffix++) {
    const name = `${start}_${suffix}`;
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
