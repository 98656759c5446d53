/** What the process answers; see docs/command-line.md. */
export const exitCodes = {
  fine: 0,
  failed: 1,
  wrongUsage: 2,
  checksFailed: 3,
  invalidFlow: 4,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Thrown for a command line that makes no sense. */
export class WrongUsage extends Error {}
