import type { PointStream } from './point-stream.ts';
import type { Proposal } from './proposer.ts';

/** Takes the learners round and round, passing over those whose space is used up; undefined once all are. */
export const inTurns = (stream: PointStream, learners: number): (() => Proposal | undefined) => {
  const open = Array.from({ length: learners }, (_, learner) => learner);
  let turn = 0;
  return () => {
    while (open.length > 0) {
      const at = turn % open.length;
      const learner = open[at] as number;
      const params = stream.next(learner);
      if (params) {
        turn = at + 1;
        return { learner, params, share: 1 };
      }
      open.splice(at, 1);
      turn = at;
    }
    return undefined;
  };
};
