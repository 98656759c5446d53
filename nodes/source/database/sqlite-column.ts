import type { Finding } from '../../../contract/report.ts';
import type { AnswerColumn, Cell } from './row-file.ts';

export type SqliteValue = number | bigint | string | Uint8Array | null;
type Stored = 'integer' | 'real' | 'text' | 'blob';

const shown = 5;

const storedAs = (value: Exclude<SqliteValue, null>): Stored => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return 'integer';
  if (typeof value === 'number') return 'real';
  return typeof value === 'string' ? 'text' : 'blob';
};

/** Half a pair of UTF-16 is no text, and no JSON either. */
const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

/** In SQLite each value has a type of its own, so a column is as wide as the widest of its values. */
export class SqliteColumn {
  readonly #name: string;
  readonly #counts: Record<Stored, number> = { integer: 0, real: 0, text: 0, blob: 0 };
  readonly #examples: Record<Stored, string[]> = { integer: [], real: [], text: [], blob: [] };

  constructor(name: string) {
    this.#name = name;
  }

  take(value: SqliteValue): Cell {
    if (value === null) return null;
    const stored = storedAs(value);
    const text = value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : wellFormed(String(value));
    this.#counts[stored]++;
    const examples = this.#examples[stored];
    if (examples.length < shown) examples.push(text.slice(0, 60));
    return text;
  }

  get answer(): AnswerColumn {
    const { integer, real, text, blob } = this.#counts;
    if (blob > 0) return { name: this.#name, kind: 'text' };
    if (text > 0) return { name: this.#name, kind: integer + real > 0 ? 'text' : 'free' };
    return { name: this.#name, kind: real > 0 || integer === 0 ? 'number' : 'integer' };
  }

  /** Values that had to become another type than they are stored as. */
  get findings(): readonly Finding[] {
    const { integer, real, text, blob } = this.#counts;
    const others = (['integer', 'real', 'text'] as const).filter((stored) => this.#counts[stored] > 0);
    const column = this.#name;
    if (blob > 0)
      return [
        {
          code: 'data.bytes',
          severity: 'info',
          message: `${blob} values of “${column}” are bytes and are read as text in hexadecimal digits.`,
          column,
          rows: blob,
          examples: this.#examples.blob,
        },
      ];
    const numbers = integer + real;
    if (others.length < 2 || text === 0) return [];
    const few = text < numbers ? text : numbers;
    return [
      {
        code: 'data.mixed-types',
        severity: 'warning',
        message: `“${column}” holds ${numbers} numbers and ${text} texts, so it is read as text. To use it as another type, convert it with “Types”.`,
        column,
        rows: few,
        examples:
          text < numbers ? this.#examples.text : [...this.#examples.integer, ...this.#examples.real].slice(0, shown),
      },
    ];
  }
}
