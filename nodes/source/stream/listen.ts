export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a connection is told, and what it tells. */
export interface Listening {
  readonly url: URL;
  readonly topic: string;
  readonly greeting: string;
  readonly credentials: Credentials | undefined;
  /** Ends the connection at once; `Listen` then resolves. */
  readonly signal: AbortSignal;
  opened(): void;
  message(text: string, topic?: string): void;
}

/**
 * Connects, and hands on messages until the sender says that it is done (then it resolves) or the connection breaks
 * (then it rejects). A Failure other than `network.failed` would come again with each attempt.
 */
export type Listen = (listening: Listening) => Promise<void>;

/** A message longer than this is not taken. */
export const longestMessage = 1_000_000;

export const basicAuthorisation = (credentials: Credentials | undefined): Record<string, string> =>
  credentials
    ? { authorization: `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}` }
    : {};
