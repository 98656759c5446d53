import { createHash } from 'node:crypto';
import type { FoldSet } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

export type FoldCounts = Pick<FoldSet, 'rows' | 'training' | 'held' | 'key'>;

/** Rows of the folds; those held out in several of them, as where folds are drawn anew, count once. */
export const countFolds = async (connection: Connection, tables: readonly Table[]): Promise<FoldCounts> => {
  const training: number[] = [];
  const held: number[] = [];
  const key = createHash('sha256');
  for (const { relation, columns } of tables) {
    const targets = columns.filter(({ role }) => role === 'target').map(({ name }) => `${sqlName(name)}::VARCHAR`);
    const [row] = await connection.rows(
      `SELECT count(*) FILTER (WHERE __part = 'train') AS training, count(*) FILTER (WHERE __part = 'validation') AS held,
       (bit_xor(hash(${['__row', ...targets].join(', ')})) FILTER (WHERE __part = 'validation'))::VARCHAR AS key FROM ${relation}`,
    );
    key.update(`${row?.['key']} `);
    training.push(Number(row?.['training'] ?? 0));
    held.push(Number(row?.['held'] ?? 0));
  }
  const all = tables.map(({ relation }) => `SELECT __row FROM ${relation} WHERE __part = 'validation'`);
  const [row] = await connection.rows(`SELECT count(DISTINCT __row) AS rows FROM (${all.join(' UNION ALL ')})`);
  return { rows: Number(row?.['rows'] ?? 0), training, held, key: key.digest('hex').slice(0, 32) };
};
