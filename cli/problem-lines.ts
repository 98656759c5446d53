import type { FailureData, Problem } from '../contract/problem.ts';

const place = (node: string | undefined): string => (node ? ` [${node}]` : '');

/** One problem in two or three lines: what, where, what to do. */
export const problemLines = ({ severity, code, node, message, hint, fix }: Problem): string =>
  `${severity} ${code}${place(node)}\n  ${message}\n  ${hint}${fix ? `\n  fix: ${fix.label}` : ''}\n`;

export const failureLines = ({ code, message, hint, where, stack }: FailureData): string =>
  `error ${code}${place(where?.node)}\n  ${message}\n  ${hint}\n${stack ? `${stack}\n` : ''}`;
