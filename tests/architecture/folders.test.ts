import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { isTest, type SourceFile, sourceFiles } from './source-files.ts';

const allowed: Readonly<Record<string, readonly string[]>> = {
  contract: ['contract'],
  algorithms: ['algorithms', 'contract'],
  nodes: ['nodes', 'algorithms', 'contract'],
  engine: ['engine', 'algorithms', 'contract'],
  renderer: ['renderer', 'contract'],
  electron: ['electron', 'engine', 'nodes', 'contract'],
  cli: ['cli', 'engine', 'nodes', 'contract'],
};

const folderOf = (path: string): string => path.split('/')[0] ?? '';

const targets = (file: SourceFile): string[] =>
  file.imports
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.normalize(posix.join(posix.dirname(file.path), specifier)));

const product = sourceFiles().filter((file) => !isTest(file.path) && folderOf(file.path) in allowed);

const listing = (lines: readonly string[]): string => lines.join('\n');

test('each folder imports only from the folders it may know', () => {
  const offenders = product.flatMap((file) =>
    targets(file)
      .filter(
        (target) => !target.startsWith('package.json') && !allowed[folderOf(file.path)]?.includes(folderOf(target)),
      )
      .map((target) => `${file.path} imports ${target}`),
  );
  expect(product.length).toBeGreaterThan(100);
  expect(listing(offenders)).toBe('');
});

test('the contract and the algorithms touch neither platform nor framework', () => {
  const offenders = product
    .filter((file) => ['contract', 'algorithms'].includes(folderOf(file.path)))
    .flatMap((file) =>
      file.imports
        .filter(
          (specifier) =>
            !specifier.startsWith('.') && specifier !== 'zod' && !specifier.startsWith('@tensorflow/tfjs-'),
        )
        .map((specifier) => `${file.path} imports ${specifier}`),
    );
  expect(listing(offenders)).toBe('');
});

test('a node folder reaches into another one by its node alone', () => {
  const folder = (path: string): string => path.split('/').slice(0, 3).join('/');
  const offenders = product
    .filter((file) => /^nodes\/[^/]+\/[^/]+\//.test(file.path))
    .flatMap((file) =>
      targets(file)
        .filter((target) => /^nodes\/[^/]+\/[^/]+\/(?!node\.ts$)/.test(target) && folder(target) !== folder(file.path))
        .map((target) => `${file.path} imports ${target}`),
    );
  expect(listing(offenders)).toBe('');
});

test('React Flow is a view that only the canvas knows', () => {
  const offenders = product
    .filter((file) => file.imports.some((specifier) => specifier.startsWith('@xyflow/')))
    .map((file) => file.path)
    .filter((path) => !path.startsWith('renderer/canvas/'));
  expect(listing(offenders)).toBe('');
});

test('nothing of ours evaluates text as code', () => {
  const offenders = product
    .filter((file) => /\beval\(|new Function\(|vm\.run|dangerouslySetInnerHTML/.test(file.text))
    .map((file) => file.path);
  expect(listing(offenders)).toBe('');
});
