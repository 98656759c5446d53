import type { MillraceApi } from '../contract/api.ts';
import type { Handlers } from '../contract/link.ts';

export interface PendingRequests {
  readonly handlers: Handlers<MillraceApi>;
  /** Resolves once no edit is on its way to the disk any more. */
  settled(): Promise<void>;
}

/** Wraps the requests that write the user's edits, so that a closing window can wait for them. */
export const trackEdits = (handlers: Handlers<MillraceApi>): PendingRequests => {
  const open = new Set<Promise<unknown>>();
  const tracked =
    <G extends unknown[], R>(handle: (...given: G) => R | Promise<R>) =>
    async (...given: G): Promise<R> => {
      const answer = Promise.resolve(handle(...given));
      open.add(answer);
      try {
        return await answer;
      } finally {
        open.delete(answer);
      }
    };
  return {
    handlers: {
      ...handlers,
      'document.journal': tracked(handlers['document.journal']),
      'document.save': tracked(handlers['document.save']),
      'document.save-as': tracked(handlers['document.save-as']),
    },
    settled: async () => {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
};
