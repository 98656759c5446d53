import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fail } from '../contract/problem.ts';

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A line of which nothing is shown. @throws request.cancelled on Ctrl+C and Ctrl+D */
const typed = async (): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: nowhere(), terminal: true, historySize: 0 });
  const left = new Promise<undefined>((done) => lines.once('close', () => done(undefined)));
  try {
    const line = await Promise.race([lines.question('').catch(() => undefined), left]);
    if (line === undefined) throw fail('request.cancelled');
    return line;
  } finally {
    lines.close();
  }
};

/** A secret from whoever types it; or all that comes on standard input, without the last line break. */
export const readSecret = async (question: string): Promise<string> => {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  process.stderr.write(question);
  try {
    return await typed();
  } finally {
    process.stderr.write('\n');
  }
};
