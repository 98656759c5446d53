import type { Column } from '../../contract/column.ts';
import type { NodeContext } from '../../contract/context.ts';
import type { Finding } from '../../contract/report.ts';

export interface LakeFile {
  /** Absolute. */
  readonly path: string;
  /** As people are shown it. */
  readonly name: string;
}

/** What one file holds: its columns with the kind of their values; undefined where it has none. */
export interface FileSchema {
  readonly name: string;
  readonly columns: ReadonlyMap<string, string | undefined>;
}

export interface LakeTable {
  /** SELECT of the columns, and of `__file`, the place of a row's file among the files; file by file. */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly findings: readonly Finding[];
}

/** Many files of one format, opened to be read as one table. */
export interface Lake {
  readonly schemas: readonly FileSchema[];
  /** These columns of all files; a file that lacks one has it missing. */
  table(names: readonly string[]): Promise<LakeTable>;
  dispose(): Promise<void>;
}

export interface LakeOptions {
  readonly ctx: NodeContext;
  readonly badRows: 'fail' | 'skip';
  /** Look at so many rows of each file only. */
  readonly limit?: number;
}

export type OpenLake = (files: readonly LakeFile[], options: LakeOptions) => Promise<Lake>;
