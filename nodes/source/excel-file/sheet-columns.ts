import type { Column, ColumnType } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { textType } from '../text-type.ts';
import { addressOf } from './area.ts';
import type { CellKind, CellValue } from './cell-value.ts';

export interface ReadColumn {
  readonly column: Column;
  readonly values: readonly SqlValue[];
  readonly findings: readonly Finding[];
}

interface Place {
  readonly name: string;
  /** Counted from 0, as in the sheet. */
  readonly column: number;
  readonly rows: readonly number[];
}

const shown = 5;

/** A column from its cells: the type that all of them have, text where they have several. */
export const readColumn = (cells: readonly CellValue[], place: Place): ReadColumn => {
  const counts = new Map<CellKind, number>();
  for (const { kind } of cells) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = (['number', 'date', 'time', 'boolean', 'text'] as const).filter((kind) => counts.has(kind));
  const type = typeOf(cells, kinds);
  const values = cells.map(({ kind, value }) => (isValue(kind) ? valueAs(value, type) : null));
  return {
    column: { name: place.name, type, role: 'feature' },
    values,
    findings: [...lost(cells, place), ...mixed(cells, { place, counts, kinds, type }), ...empty(kinds, place)],
  };
};

const isValue = (kind: CellKind): boolean => !['missing', 'error', 'uncalculated'].includes(kind);

const typeOf = (cells: readonly CellValue[], kinds: readonly CellKind[]): ColumnType => {
  const [only, ...more] = kinds;
  if (only === undefined) return 'number';
  if (more.length === 0 && only === 'date') return 'datetime';
  if (more.length === 0 && only === 'boolean') return 'boolean';
  if (more.length === 0 && only === 'number')
    return cells.every(({ kind, value }) => kind !== 'number' || Number.isSafeInteger(value)) ? 'integer' : 'number';
  const texts = cells.filter(({ kind }) => isValue(kind)).map(({ value }) => String(value));
  return textType(new Set(texts).size, texts.length);
};

const valueAs = (value: CellValue['value'], type: ColumnType): SqlValue =>
  type === 'text' || type === 'category' ? String(value) : value;

const examplesOf = (cells: readonly CellValue[], { column, rows }: Place, fits: (kind: CellKind) => boolean) => {
  const found: string[] = [];
  for (let i = 0; i < cells.length && found.length < shown; i++) {
    const cell = cells[i];
    if (cell && fits(cell.kind)) found.push(`${addressOf(rows[i] ?? 0, column)}: ${String(cell.value).slice(0, 60)}`);
  }
  return found;
};

const lost = (cells: readonly CellValue[], place: Place): readonly Finding[] =>
  (['error', 'uncalculated'] as const).flatMap((lostKind) => {
    const count = cells.filter(({ kind }) => kind === lostKind).length;
    if (count === 0) return [];
    const message =
      lostKind === 'error'
        ? `${count} cells of “${place.name}” hold an error, and count as missing.`
        : `${count} formulas of “${place.name}” have no value in the file, and count as missing. If they should have one, open the file in its own program and save it.`;
    return [
      {
        code: lostKind === 'error' ? 'data.cell-errors' : 'data.not-calculated',
        severity: lostKind === 'error' ? 'warning' : 'info',
        message,
        column: place.name,
        rows: count,
        examples: examplesOf(cells, place, (kind) => kind === lostKind),
      } as const,
    ];
  });

interface Kinds {
  readonly place: Place;
  readonly counts: ReadonlyMap<CellKind, number>;
  readonly kinds: readonly CellKind[];
  readonly type: ColumnType;
}

const mixed = (cells: readonly CellValue[], { place, counts, kinds, type }: Kinds): readonly Finding[] => {
  if (kinds.length < 2) return [];
  const most = kinds.reduce((a, b) => ((counts.get(b) ?? 0) > (counts.get(a) ?? 0) ? b : a));
  const others = kinds.filter((kind) => kind !== most).reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
  return [
    {
      code: 'data.mixed-types',
      severity: 'warning',
      message: `${others} values of “${place.name}” are no ${most}, so it is read as ${type}. To use it as another type, convert it with “Types”.`,
      column: place.name,
      value: others,
      rows: others,
      examples: examplesOf(cells, place, (kind) => kind !== most && kinds.includes(kind)),
    },
  ];
};

const empty = (kinds: readonly CellKind[], { name, rows }: Place): readonly Finding[] =>
  kinds.length > 0 || rows.length === 0
    ? []
    : [
        {
          code: 'data.all-missing',
          severity: 'warning',
          message: `“${name}” has no value in any row.`,
          column: name,
          rows: rows.length,
        },
      ];
