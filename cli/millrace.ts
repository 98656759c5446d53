#!/usr/bin/env node
import { Failure, toFailureData } from '../contract/problem.ts';
import manifest from '../package.json' with { type: 'json' };
import { type ExitCode, exitCodes, WrongUsage } from './exit-codes.ts';
import { NoFlow } from './flow-input.ts';
import { failureLines, problemLines } from './problem-lines.ts';
import { callVerb, type Verb } from './verb.ts';

/** Loaded one at a time, so that `--help` needs no database. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  run: async () => (await import('./verbs/run.ts')).run,
  lint: async () => (await import('./verbs/lint.ts')).lint,
  show: async () => (await import('./verbs/show.ts')).show,
  nodes: async () => (await import('./verbs/nodes.ts')).nodes,
  export: async () => (await import('./verbs/export.ts')).exportVerb,
  predict: async () => (await import('./verbs/predict.ts')).predict,
  runs: async () => (await import('./verbs/runs.ts')).runs,
  secret: async () => (await import('./verbs/secret.ts')).secret,
  init: async () => (await import('./verbs/init.ts')).init,
  serve: async () => (await import('./verbs/serve.ts')).serve,
};

const overview = async (): Promise<string> => {
  const all = await Promise.all(Object.values(verbs).map((load) => load()));
  return `Millrace ${manifest.version}: machine-learning flows from the command line.\n\n${all
    .map(({ name, usage }) => `  millrace ${name} ${usage}\n`)
    .join('')}\n“millrace VERB --help” explains one.\n`;
};

const main = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  if (name === '--version') {
    process.stdout.write(`${manifest.version}\n`);
    return exitCodes.fine;
  }
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(await overview());
    return name === undefined ? exitCodes.wrongUsage : exitCodes.fine;
  }
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!load) throw new WrongUsage(`there is no verb “${name}”; “millrace --help” lists them`);
  return callVerb(await load(), args);
};

const explain = (thrown: unknown): ExitCode => {
  if (thrown instanceof WrongUsage) {
    process.stderr.write(`${thrown.message}\n`);
    return exitCodes.wrongUsage;
  }
  if (thrown instanceof NoFlow) {
    process.stderr.write(thrown.problems.map(problemLines).join(''));
    return exitCodes.invalidFlow;
  }
  process.stderr.write(failureLines(toFailureData(thrown)));
  return thrown instanceof Failure && thrown.code === 'request.cancelled' ? exitCodes.cancelled : exitCodes.failed;
};

/** A reader such as `head` may leave when it has seen enough; the work, and what the process answers, stay the same. */
const bearLostReader = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};
process.stdout.on('error', bearLostReader);
process.stderr.on('error', bearLostReader);

process.exitCode = await main(process.argv.slice(2)).catch(explain);
