import { readFile, stat } from 'node:fs/promises';
import { Failure, fail } from '../../../contract/problem.ts';
import type { ExcelParams } from './params.ts';
import { mostUnpacked, tooLarge, type Unpacked, unpack } from './unpack.ts';

/** A cell as the library gives it. */
export interface SheetCell {
  /** number, text, boolean, error, date, empty. */
  readonly t: string;
  readonly v?: unknown;
  /** Formula. */
  readonly f?: string;
  /** Number format. */
  readonly z?: string | number;
}

/** Cells from and to which something reaches, both included, counted from 0. */
export interface Area {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

export interface Sheet {
  readonly name: string;
  /** By row and column, with holes. */
  readonly cells: readonly (readonly (SheetCell | undefined)[] | undefined)[];
  readonly merges: readonly Area[];
  readonly date1904: boolean;
  isDate(format: string | number): boolean;
}

export interface Opening {
  /** Absolute; messages name the one of the settings. */
  readonly path: string;
  readonly settings: ExcelParams;
  /** Only the first rows of the sheet, where given. */
  readonly rows?: number | undefined;
  progress(fraction: number, text: string): void;
}

/** The sheet of the settings. */
export const openSheet = async ({ path, settings, rows, progress }: Opening): Promise<Sheet> => {
  const { size } = await stat(path);
  if (size === 0) throw fail('data.empty-file', { values: { path: settings.path } });
  if (size > mostUnpacked) throw tooLarge(settings.path, 'the file itself is larger than 200 MB');
  const { read, SSF } = await import('@e965/xlsx');
  return parsing(settings.path, async () => {
    progress(0.02, 'Unpacking the workbook');
    const { bytes, openDocument } = readable(settings.path, await readFile(path));
    progress(0.1, 'Looking for the sheet');
    const names = read(bytes, { type: 'array', sheets: [], sheetRows: 1 });
    const visible = names.SheetNames.filter((_, index) => !names.Workbook?.Sheets?.[index]?.Hidden);
    const name = settings.sheet === '' ? (visible[0] ?? names.SheetNames[0]) : settings.sheet;
    if (name === undefined || !names.SheetNames.includes(name)) throw noSheet(settings, names.SheetNames);
    progress(0.15, `Parsing “${name}”`);
    const book = read(bytes, {
      type: 'array',
      dense: true,
      sheets: name,
      cellText: false,
      cellHTML: false,
      cellNF: true,
      // Without stubs a formula without a value is not there at all; OpenDocument would fill whole sheets with them.
      sheetStubs: !openDocument,
      UTC: true,
      ...(rows === undefined ? {} : { sheetRows: rows }),
    });
    const sheet: Record<string, unknown> = { ...book.Sheets[name] };
    return {
      name,
      cells: (sheet['!data'] ?? []) as Sheet['cells'],
      merges: (sheet['!merges'] ?? []) as readonly Area[],
      date1904: book.Workbook?.WBProps?.date1904 === true,
      isDate: (format) => SSF.is_date(typeof format === 'number' ? (SSF.get_table()[format] ?? '') : format),
    };
  });
};

const readable = (path: string, bytes: Uint8Array): Unpacked => {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unpack(path, bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0)
    return { bytes, openDocument: false };
  throw notWorkbook(path, 'it is no workbook, whatever its name says');
};

const parsing = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(text)) throw fail('data.locked-file', { values: { path } });
    throw notWorkbook(path, `it is damaged (${(text.split('\n')[0] ?? '').slice(0, 100)})`);
  }
};

const notWorkbook = (path: string, reason: string): Failure =>
  fail('data.wrong-format', { values: { path, format: 'a workbook', reason } });

const noSheet = ({ sheet }: ExcelParams, names: readonly string[]): Failure =>
  fail('param.invalid', {
    param: 'sheet',
    values: {
      param: 'Sheet',
      reason: `there is no sheet “${sheet}”, only ${names.map((name) => `“${name}”`).join(', ')}`,
    },
  });
