import { longestMessage } from './listen.ts';

const shown = 5;

type JsonRecord = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Turns messages into lines with the time of arrival, and counts what is no record. */
export class Records {
  readonly #withTopic: boolean;
  #bad = 0;
  #renamed = 0;
  readonly #examples: string[] = [];

  constructor(withTopic: boolean) {
    this.#withTopic = withTopic;
  }

  get bad(): { readonly count: number; readonly examples: readonly string[] } {
    return { count: this.#bad, examples: this.#examples };
  }

  get renamed(): number {
    return this.#renamed;
  }

  lines(text: string, at: number, topic = ''): readonly string[] {
    const ours = { arrived: new Date(at).toISOString(), ...(this.#withTopic ? { topic } : {}) };
    try {
      if (text.length > longestMessage) return this.#refuse(text);
      const value: unknown = JSON.parse(text);
      const clean = isRecord(value) && !Object.keys(value).some((key) => key in ours) && Object.keys(value).length > 0;
      // As it was sent, so that whole numbers keep all their digits. Line breaks stand only between the values.
      if (clean)
        return [
          `${JSON.stringify(ours).slice(0, -1)},${text
            .trim()
            .slice(1)
            .replace(/[\r\n]+/g, ' ')}`,
        ];
      const found = Array.isArray(value) ? value : [value];
      if (!found.every(isRecord)) return this.#refuse(text);
      return found.map((record) => JSON.stringify({ ...ours, ...this.#apart(record, ours) }));
    } catch {
      return this.#refuse(text);
    }
  }

  #refuse(text: string): readonly string[] {
    this.#bad++;
    const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    if (this.#examples.length < shown) this.#examples.push(short === '' ? '(empty or too long)' : short);
    return [];
  }

  /** What a record calls as we call the arrival has another name. */
  #apart(record: JsonRecord, ours: JsonRecord): JsonRecord {
    if (!Object.keys(record).some((key) => key in ours)) return record;
    this.#renamed++;
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key in ours ? `${key}_sent` : key, value]));
  }
}
