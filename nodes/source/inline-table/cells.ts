import type { ColumnType } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { textType } from '../text-type.ts';

export type Cell = null | boolean | number | string;

const numberText = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const infinityText = /^([+-]?)inf(inity)?$/i;
const dateText = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?Z?)?$/;
const booleanText = /^(true|false)$/i;

const isMissing = (cell: Cell): cell is null => cell === null || (typeof cell === 'string' && cell.trim() === '');

/** The type that every cell of a column can have. */
export const typeOfCells = (cells: readonly Cell[]): ColumnType => {
  const present = cells.filter((cell) => !isMissing(cell));
  if (present.length === 0) return 'number';
  const type = (['boolean', 'integer', 'number', 'datetime'] as const).find((candidate) =>
    present.every((cell) => cellValue(cell, candidate) !== undefined),
  );
  return type ?? textType(new Set(present.map(String)).size, present.length);
};

/** A cell as a value of `type`; undefined where it can't be one. */
export const cellValue = (cell: Cell, type: ColumnType): SqlValue | undefined => {
  if (isMissing(cell)) return null;
  switch (type) {
    case 'number':
      return numberOf(cell);
    case 'integer': {
      const value = numberOf(cell);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    case 'boolean':
      return booleanOf(cell);
    case 'datetime':
      return dateOf(cell);
    case 'category':
    case 'text':
      return String(cell);
  }
};

const numberOf = (cell: Cell): number | undefined => {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim();
  const infinite = infinityText.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return numberText.test(text) && !/^[+-]?0\d/.test(text) ? Number(text) : undefined;
};

const booleanOf = (cell: Cell): boolean | undefined => {
  if (typeof cell === 'boolean') return cell;
  return typeof cell === 'string' && booleanText.test(cell.trim()) ? cell.trim().toLowerCase() === 'true' : undefined;
};

const dateOf = (cell: Cell): string | undefined => {
  const match = typeof cell === 'string' ? dateText.exec(cell.trim()) : null;
  if (!match?.[1]) return undefined;
  const day = new Date(`${match[1]}T00:00:00Z`);
  // JavaScript turns 30 February into March; such a day is no day.
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== match[1]) return undefined;
  const time = `${match[2] ?? '00:00'}${match[3] ?? ':00'}`;
  return Number.isNaN(Date.parse(`${match[1]}T${time.slice(0, 8)}Z`)) ? undefined : `${match[1]} ${time}`;
};
