export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

/** An expression as a tree. Each node knows where in the text it stands. */
export type Tree = { readonly at: number } & (
  | { readonly kind: 'number' | 'text' | 'date' | 'column'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'arithmetic'; readonly sign: Arithmetic; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'compare'; readonly sign: Comparison; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'and' | 'or'; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'not' | 'minus'; readonly of: Tree }
  | { readonly kind: 'in'; readonly of: Tree; readonly items: readonly Tree[]; readonly negated: boolean }
  | { readonly kind: 'between'; readonly of: Tree; readonly low: Tree; readonly high: Tree; readonly negated: boolean }
  | { readonly kind: 'is-missing'; readonly of: Tree; readonly negated: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[] }
);
