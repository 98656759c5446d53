import type { RowProgram } from '../../../contract/row-program.ts';
import { programText } from './program-text.ts';

const scripts = import.meta.glob<string>('./javascript/*.js', { eager: true, import: 'default', query: '?raw' });
const modules = import.meta.glob<string>('./python/*.py', { eager: true, import: 'default', query: '?raw' });

const javascriptOrder = [
  ...['values', 'dates', 'md5', 'functions', 'texts', 'expressions', 'calibration', 'estimators', 'features', 'scorer'],
  'main',
];
const pythonOrder = ['values', 'dates', 'functions', 'texts', 'expressions', 'estimators', 'scorer', 'main'];

const part = (parts: Readonly<Record<string, string>>, path: string): string => {
  const text = parts[path];
  if (text === undefined) throw new Error(`${path} is missing`);
  return text.trim();
};

const oneLine = (text: string): string => text.replace(/[\s\p{C}\u2028\u2029]+/gu, ' ').slice(0, 80);

const about = ({ name, task, target, inputs }: RowProgram): readonly string[] => [
  `“${oneLine(name)}”: a model for ${task} of “${oneLine(target)}”, written by Millrace. It needs nothing but this file.`,
  `A row has ${inputs.filter(({ optional }) => !optional).length} values by the names of their columns; a missing one is null.`,
];

/** What a part of the file has to others is in the same file. */
const withoutModules = (text: string): string =>
  text
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export (?=const|class)/gm, '')
    .trim();

/** A module without dependencies that scores raw rows: for Node.js, browsers and others. */
export const javascriptScorer = (program: RowProgram): string => {
  const runtime = javascriptOrder.map((name) => withoutModules(part(scripts, `./javascript/${name}.js`)));
  const lines = [
    ...about(program),
    "In a program: import { score } from './this-file.mjs'; score({ … }) gives { predicted, probabilities }.",
    'In a terminal: node this-file.mjs < rows.ndjson > answers.ndjson, or node this-file.mjs --check.',
  ];
  return [
    lines.map((line) => `// ${line}`).join('\n'),
    `const program = JSON.parse(${programText(program)});`,
    ...runtime,
    'export { check, score };\n',
  ].join('\n\n');
};

/** A program in Python's standard library alone that scores raw rows. */
export const pythonScorer = (program: RowProgram): string => {
  const parts = pythonOrder.map((name) => part(modules, `./python/${name}.py`));
  const imports = [...new Set(parts.flatMap((text) => text.match(/^import \w+$/gm) ?? []))].sort();
  const lines = [
    ...about(program),
    'In a program: from this_file import score; score({...}) gives {"predicted": ..., "probabilities": ...}.',
    'In a terminal: python3 this_file.py < rows.ndjson > answers.ndjson, or python3 this_file.py --check.',
  ];
  return [
    lines.map((line) => `# ${line}`).join('\n'),
    imports.join('\n'),
    `PROGRAM = json.loads(${programText(program)})`,
    ...parts.map((text) => text.replace(/^import \w+\n+/gm, '').trim()),
    '',
  ].join('\n\n');
};
