import { Failure, type FailureData, fail, toFailureData } from '../../contract/problem.ts';

const memory = /Out of Memory Error.*?\(?([\d.]+ [KMG]iB)\/([\d.]+ [KMG]iB) used/s;
const space = /No space left on device|ENOSPC|disk quota exceeded|max_temp_directory_size/i;

const known = (thrown: unknown): Failure | undefined => {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const [, , limit] = memory.exec(text) ?? [];
  if (limit || text.startsWith('Out of Memory Error')) {
    const most = limit ?? 'the memory';
    return fail('resource.memory', { values: { needed: `${most} and more`, limit: most } });
  }
  if (space.test(text)) return fail('file.not-written', { values: { path: 'The result', reason: 'the disk is full' } });
  return undefined;
};

/** What a step has thrown, as a failure of its node. Full disks and memory are told from faults of the program. */
export const stepFailure = (node: string, thrown: unknown): FailureData => {
  const found = toFailureData(thrown instanceof Failure ? thrown : (known(thrown) ?? thrown));
  return { ...found, where: { node, ...found.where } };
};
