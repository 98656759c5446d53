import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type ExitCode, WrongUsage } from './exit-codes.ts';

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface VerbCall {
  readonly positionals: readonly string[];
  /** Text options by name. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** A whole number. @throws WrongUsage */
  count(name: string): number | undefined;
}

export interface Verb {
  readonly name: string;
  /** `FLOW [--json]` */
  readonly usage: string;
  readonly summary: string;
  /** One line that runs as it stands. */
  readonly example: string;
  readonly options: ParseArgsOptionsConfig;
  /** Least and most positional arguments. */
  readonly takes: readonly [number, number];
  run(call: VerbCall): Promise<ExitCode>;
}

const callOf = (values: Values, positionals: readonly string[]): VerbCall => ({
  positionals,
  text: (name) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  },
  texts: (name) => {
    const value = values[name];
    return Array.isArray(value) ? value.map(String) : [];
  },
  flag: (name) => values[name] === true,
  count: (name) => {
    const value = values[name];
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0)
      throw new WrongUsage(`--${name} needs a whole number, not “${String(value)}”`);
    return number;
  },
});

export const helpOf = (verb: Verb): string =>
  `millrace ${verb.name} ${verb.usage}\n\n${verb.summary}\n\nExample:\n  ${verb.example}\n`;

/** Reads the arguments of a verb and runs it. @throws WrongUsage */
export const callVerb = async (verb: Verb, args: readonly string[]): Promise<ExitCode> => {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...args],
      options: { ...verb.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values['help']) {
    process.stdout.write(helpOf(verb));
    return 0;
  }
  const [least, most] = verb.takes;
  if (positionals.length < least || positionals.length > most)
    throw new WrongUsage(`usage: millrace ${verb.name} ${verb.usage}`);
  return verb.run(callOf(values as Values, positionals));
};
