import type { ColumnType } from '../../contract/column.ts';

const mostLevels = 1000;
const fewLevels = 20;
const repeatedShare = 0.1;

/**
 * Whether a column of texts names levels or is free text: levels come back, texts hardly do.
 * `distinct` different values among `present` that are not missing.
 */
export const textType = (distinct: number, present: number): ColumnType => {
  if (distinct === present && present > 5) return 'text';
  return distinct <= fewLevels || (distinct <= mostLevels && distinct <= present * repeatedShare) ? 'category' : 'text';
};

/** Whether so many different texts in some of the rows make free text of the column, however many there are in the others. */
export const isSurelyText = (distinct: number): boolean => distinct > 1.5 * mostLevels;
