import type { NodeContext } from '../../../contract/context.ts';

const atOnce = 2000;

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Does something with every item, and lets a cancelled run end between. */
export const atLeisure = async <T>(
  items: readonly T[],
  ctx: Pick<NodeContext, 'signal'>,
  work: (item: T, index: number) => void,
): Promise<void> => {
  for (let from = 0; from < items.length; from += atOnce) {
    ctx.signal.throwIfAborted();
    for (let i = from; i < Math.min(from + atOnce, items.length); i++) work(items[i] as T, i);
    await breath();
  }
};
