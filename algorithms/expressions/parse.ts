import { ExpressionFault } from './fault.ts';
import { type Token, tokenize } from './tokenize.ts';
import type { Arithmetic, Comparison, Tree } from './tree.ts';

/** Longest expression in characters, and how deep its parts may lie in each other. */
export const longestExpression = 4000;
const deepest = 60;

const powers: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '==': 4,
  '!=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  not: 4,
  between: 4,
  is: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '^': 8,
};
const notPower = 3;
const minusPower = 7;

const reserved = new Set(['and', 'or', 'not', 'in', 'between', 'is', 'missing', 'true', 'false']);
const wordOf = (token: Token): string => (token.kind === 'name' ? token.text.toLowerCase() : token.text);
const isWord = (token: Token, word: string): boolean =>
  (token.kind === 'name' || token.kind === 'sign') && wordOf(token) === word;
const shown = (token: Token): string => (token.kind === 'end' ? 'the expression ends' : `“${token.text}” stands`);

/** Operator precedence by binding powers (Pratt 1973). */
class Parser {
  readonly #tokens: readonly Token[];
  #place = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Tree {
    const tree = this.#expression(0);
    if (this.#token.kind !== 'end')
      throw new ExpressionFault(`${shown(this.#token)} where an operator or the end is expected`, this.#token.at);
    return tree;
  }

  get #token(): Token {
    return this.#tokens[this.#place] ?? { kind: 'end', text: '', at: 0 };
  }

  #next(): Token {
    const token = this.#token;
    if (token.kind !== 'end') this.#place++;
    return token;
  }

  #take(word: string): boolean {
    if (!isWord(this.#token, word)) return false;
    this.#place++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word))
      throw new ExpressionFault(`${shown(this.#token)} where “${word}” is expected`, this.#token.at);
  }

  #expression(least: number): Tree {
    if (++this.#depth > deepest)
      throw new ExpressionFault(`parts lie more than ${deepest} deep in each other`, this.#token.at);
    let left = this.#first();
    for (let power = this.#power(); power > least; power = this.#power()) left = this.#behind(left, power);
    this.#depth--;
    return left;
  }

  #power(): number {
    const { kind } = this.#token;
    if (kind !== 'name' && kind !== 'sign') return 0;
    const word = wordOf(this.#token);
    return Object.hasOwn(powers, word) ? (powers[word] ?? 0) : 0;
  }

  #first(): Tree {
    const token = this.#next();
    const { at, text } = token;
    switch (token.kind) {
      case 'number':
      case 'text':
      case 'date':
      case 'column':
        return { kind: token.kind, text, at };
      case 'name':
        return this.#named(token);
      default:
        break;
    }
    if (isWord(token, '-')) return { kind: 'minus', of: this.#expression(minusPower), at };
    if (isWord(token, '+')) return this.#expression(minusPower);
    if (!isWord(token, '('))
      throw new ExpressionFault(`${shown(token)} where a column, a value or a function is expected`, at);
    const inner = this.#expression(0);
    this.#expect(')');
    return inner;
  }

  #named(token: Token): Tree {
    const { at, text } = token;
    const word = wordOf(token);
    if (this.#token.text === '(' && this.#token.kind === 'sign' && !reserved.has(word)) {
      this.#next();
      return { kind: 'call', name: word, args: this.#list(), at };
    }
    if (word === 'not') return { kind: 'not', of: this.#expression(notPower), at };
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', at };
    if (word === 'missing') return { kind: 'missing', at };
    if (reserved.has(word))
      throw new ExpressionFault(`“${text}” stands where a column, a value or a function is expected`, at);
    return { kind: 'column', text, at };
  }

  #list(): readonly Tree[] {
    if (this.#take(')')) return [];
    const items = [this.#expression(0)];
    while (this.#take(',')) items.push(this.#expression(0));
    this.#expect(')');
    return items;
  }

  #behind(left: Tree, power: number): Tree {
    const token = this.#next();
    const { at } = token;
    const word = wordOf(token);
    switch (word) {
      case 'not':
        if (this.#take('in')) return this.#in(left, at, true);
        this.#expect('between');
        return this.#between(left, at, true);
      case 'in':
        return this.#in(left, at, false);
      case 'between':
        return this.#between(left, at, false);
      case 'is': {
        const negated = this.#take('not');
        this.#expect('missing');
        return { kind: 'is-missing', of: left, negated, at };
      }
      case 'and':
      case 'or':
        return { kind: word, left, right: this.#expression(power), at };
      case '^':
        // To the right: 2 ^ 3 ^ 2 is 2 ^ 9; and 2 ^ -1 is a half.
        return { kind: 'arithmetic', sign: '^', left, right: this.#expression(minusPower - 1), at };
      default:
        break;
    }
    const right = this.#expression(power);
    if (power > 4) return { kind: 'arithmetic', sign: word as Arithmetic, left, right, at };
    return { kind: 'compare', sign: comparisonOf(word), left, right, at };
  }

  #in(of: Tree, at: number, negated: boolean): Tree {
    this.#expect('(');
    const items = this.#list();
    if (items.length === 0) throw new ExpressionFault('the list is empty', at);
    return { kind: 'in', of, items, negated, at };
  }

  #between(of: Tree, at: number, negated: boolean): Tree {
    const low = this.#expression(4);
    this.#expect('and');
    return { kind: 'between', of, low, high: this.#expression(4), negated, at };
  }
}

const comparisonOf = (word: string): Comparison => {
  if (word === '==') return '=';
  return word === '<>' ? '!=' : (word as Comparison);
};

/** The tree of an expression. @throws ExpressionFault where it is none, too long or too deep */
export const parseExpression = (source: string): Tree => {
  if (source.trim() === '') throw new ExpressionFault('it is empty', 0);
  if (source.length > longestExpression)
    throw new ExpressionFault(`it is longer than ${longestExpression} characters`, longestExpression);
  return new Parser(tokenize(source)).whole();
};
