import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { z } from 'zod';

/** What a column of the answer holds; `exact`: decimal numbers of any length. `free`: text that may be something else. */
export const cellKinds = ['integer', 'number', 'exact', 'boolean', 'datetime', 'level', 'text', 'free'] as const;

const answerSchema = z.object({
  columns: z.array(z.object({ name: z.string(), kind: z.enum(cellKinds), levels: z.array(z.string()).optional() })),
  rows: z.number(),
  longest: z.number(),
});
export type Answer = z.infer<typeof answerSchema>;
export type AnswerColumn = Answer['columns'][number];
export type Cell = string | null;

const answerFile = 'columns.json';
export const rowsPath = (folder: string): string => join(folder, 'rows.ndjson');

export interface RowFile {
  readonly rows: number;
  write(rows: readonly (readonly Cell[])[]): Promise<void>;
  /** Ends the file and says what its columns are. */
  end(columns: readonly AnswerColumn[]): Promise<void>;
  drop(): void;
}

/** The rows of an answer as a file: a list of texts a line, so that each type is read in one place whatever sent it. */
export const writeRows = (folder: string): RowFile => {
  const file = createWriteStream(rowsPath(folder));
  const done = finished(file);
  done.catch(() => undefined);
  let rows = 0;
  let longest = 0;
  return {
    get rows() {
      return rows;
    },
    write: async (added) => {
      for (const row of added) {
        const line = `${JSON.stringify(row)}\n`;
        longest = Math.max(longest, Buffer.byteLength(line));
        rows++;
        if (!file.write(line)) await Promise.race([once(file, 'drain'), done]);
      }
    },
    end: async (columns) => {
      file.end();
      await done;
      const answer: Answer = { columns: [...columns], rows, longest };
      await writeFile(join(folder, answerFile), JSON.stringify(answer));
    },
    drop: () => void file.destroy(),
  };
};

export const readAnswer = async (folder: string): Promise<Answer> =>
  answerSchema.parse(JSON.parse(await readFile(join(folder, answerFile), 'utf8')));
