import type { TablePage } from '../../../contract/api.ts';

export type PageRow = TablePage['page'][number];

export interface PageRange {
  readonly first: number;
  readonly last: number;
}

export interface PageCacheOptions {
  readonly pageRows: number;
  /** Pages kept in memory; the ones used longest ago go first. */
  readonly keep: number;
  readonly load: (offset: number, limit: number, signal: AbortSignal) => Promise<TablePage>;
  /** Called when rows have arrived, or could not. */
  readonly changed: () => void;
}

export interface PageCache {
  /** The row at a place in the order, if it has been loaded. */
  row(place: number): PageRow | undefined;
  /** Asks for what is seen and its neighbours, and gives up requests for what is no longer near. */
  want(seen: PageRange): void;
  /** Rows after the filter; undefined until the first page is there. */
  readonly rows: number | undefined;
  readonly failure: unknown;
  retry(): void;
  /** Gives up what is under way. A later `want` begins anew. */
  close(): void;
}

interface Book {
  readonly pages: Map<number, readonly PageRow[]>;
  readonly open: Map<number, AbortController>;
  seen: number;
  rows: number | undefined;
  failure: unknown;
}

const pagesOf = (seen: PageRange, pageRows: number): readonly number[] => {
  const first = Math.max(0, Math.floor(seen.first / pageRows));
  const last = Math.max(first, Math.floor(seen.last / pageRows));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

/** The pages on either side, and one more where the reader is heading. */
const withNeighbours = (seen: readonly number[], heading: number, end: number): readonly number[] => {
  const [first = 0] = seen;
  const last = seen.at(-1) ?? first;
  const ahead = heading > 0 ? [last + 2] : heading < 0 ? [first - 2] : [];
  return [...seen, last + 1, first - 1, ...ahead].filter((page) => page >= 0 && page < end);
};

const giveUp = (book: Book, wanted: ReadonlySet<number>): void => {
  for (const [page, abort] of book.open)
    if (!wanted.has(page)) {
      abort.abort();
      book.open.delete(page);
    }
};

const forgetOldest = (book: Book, keep: number): void => {
  for (const page of book.pages.keys()) {
    if (book.pages.size <= keep) return;
    book.pages.delete(page);
  }
};

const fetchPage = async (book: Book, options: PageCacheOptions, page: number): Promise<void> => {
  const abort = new AbortController();
  book.open.set(page, abort);
  try {
    const answer = await options.load(page * options.pageRows, options.pageRows, abort.signal);
    if (abort.signal.aborted) return;
    book.pages.set(page, answer.page);
    book.rows = answer.rows;
    forgetOldest(book, options.keep);
  } catch (failure) {
    if (abort.signal.aborted) return;
    book.failure = failure;
  }
  if (book.open.get(page) === abort) book.open.delete(page);
  options.changed();
};

const rowAt = (book: Book, pageRows: number, place: number): PageRow | undefined =>
  book.pages.get(Math.floor(place / pageRows))?.[place % pageRows];

/** Keeps the pages around what is seen of a table, so that a million rows can be scrolled through. */
export const createPageCache = (options: PageCacheOptions): PageCache => {
  const book: Book = { pages: new Map(), open: new Map(), seen: 0, rows: undefined, failure: undefined };
  const use = (page: number): void => {
    const known = book.pages.get(page);
    if (known) {
      book.pages.delete(page);
      book.pages.set(page, known);
    } else if (!book.open.has(page)) void fetchPage(book, options, page);
  };
  return {
    row: (place) => rowAt(book, options.pageRows, place),
    want: (seen) => {
      if (book.failure !== undefined) return;
      const end = book.rows === undefined ? Number.POSITIVE_INFINITY : Math.ceil(book.rows / options.pageRows);
      const direct = pagesOf(seen, options.pageRows);
      const wanted = book.rows === undefined ? direct : withNeighbours(direct, seen.first - book.seen, end);
      book.seen = seen.first;
      giveUp(book, new Set(wanted));
      for (const page of wanted) use(page);
    },
    get rows() {
      return book.rows;
    },
    get failure() {
      return book.failure;
    },
    retry: () => {
      book.failure = undefined;
      options.changed();
    },
    close: () => giveUp(book, new Set()),
  };
};
