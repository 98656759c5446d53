import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface SourceFile {
  /** Path from the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Module specifiers of static and dynamic imports. */
  readonly imports: readonly string[];
}

export const root = resolve(import.meta.dirname, '../..');

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

const importsOf = (text: string): string[] =>
  [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const listed = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts'));

/** Every TypeScript file of the project that git knows or would take. */
export const sourceFiles = (): SourceFile[] =>
  listed().flatMap((path) => {
    try {
      const text = readFileSync(resolve(root, path), 'utf8');
      return [{ path, text, imports: importsOf(text) }];
    } catch {
      return [];
    }
  });

export const isTest = (path: string): boolean => path.startsWith('tests/') || /\.(test|spec)\.tsx?$/.test(path);
