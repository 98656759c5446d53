import { ExpressionFault } from './fault.ts';

export type TokenKind = 'number' | 'text' | 'date' | 'name' | 'column' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Without quotes; words that are no column in small letters stay as written. */
  readonly text: string;
  readonly at: number;
}

const forms: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /\s+/uy],
  ['date', /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?![\w.])/uy],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/uy],
  ['column', /`(?:[^`]|``)+`|\[(?:[^\]]|\]\])+\]/uy],
  ['name', /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy],
  ['sign', /<=|>=|!=|<>|==|[-+*/%^()=<>,]/uy],
];

const content = (kind: TokenKind, raw: string): string => {
  if (kind !== 'text' && kind !== 'column') return raw;
  const close = raw.at(-1) ?? '';
  return raw.slice(1, -1).replaceAll(close + close, close);
};

const unfinished: Readonly<Record<string, string>> = {
  "'": 'the text that begins here has no closing quote',
  '"': 'the text that begins here has no closing quote',
  '`': 'the column name that begins here has no closing backquote',
  '[': 'the column name that begins here has no closing bracket',
};

/** The words of an expression. @throws ExpressionFault at a character that begins none */
export const tokenize = (source: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length; ) {
    const found = nextToken(source, at);
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: content(found.kind, found.raw), at });
    at += found.raw.length;
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;
};

const nextToken = (source: string, at: number): { readonly kind: TokenKind | 'space'; readonly raw: string } => {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const raw = form.exec(source)?.[0];
    if (raw !== undefined) return { kind, raw };
  }
  const odd = String.fromCodePoint(source.codePointAt(at) ?? 0);
  throw new ExpressionFault(unfinished[odd] ?? `“${odd}” means nothing here`, at);
};
