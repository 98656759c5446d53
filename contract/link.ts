import { z } from 'zod';
import { Failure, type FailureData, fail, toFailureData } from './problem.ts';

/** A pair of ends over which JSON messages go. Electron IPC, MessagePort, WebSocket, child process, memory. */
export interface Link {
  post(message: unknown): void;
  /** Registers the one listener. Answers a function that takes it off again. */
  onMessage(listener: (message: unknown) => void): () => void;
}

export interface RequestSpec<P extends z.ZodType = z.ZodType, R = unknown> {
  readonly kind: 'request';
  readonly params: P;
  readonly result?: R;
}
export interface StreamSpec<P extends z.ZodType = z.ZodType, V = unknown> {
  readonly kind: 'stream';
  readonly params: P;
  readonly value?: V;
}
export type Api = Readonly<Record<string, RequestSpec | StreamSpec>>;

export const request =
  <R>() =>
  <P extends z.ZodType>(params: P): RequestSpec<P, R> => ({ kind: 'request', params });
export const stream =
  <V>() =>
  <P extends z.ZodType>(params: P): StreamSpec<P, V> => ({ kind: 'stream', params });

type Requests<A extends Api> = { [K in keyof A]: A[K] extends RequestSpec ? K : never }[keyof A];
type Streams<A extends Api> = { [K in keyof A]: A[K] extends StreamSpec ? K : never }[keyof A];
export type ParamsOf<A extends Api, K extends keyof A> = z.infer<A[K]['params']>;
type InputOf<A extends Api, K extends keyof A> = z.input<A[K]['params']>;
export type ResultOf<A extends Api, K extends keyof A> = A[K] extends RequestSpec<z.ZodType, infer R> ? R : never;
export type ValueOf<A extends Api, K extends keyof A> = A[K] extends StreamSpec<z.ZodType, infer V> ? V : never;

/** A stream handler calls `emit` until it is done or `signal` says that nobody listens any more. */
export type Handlers<A extends Api> = {
  readonly [K in keyof A]: A[K] extends StreamSpec
    ? (params: ParamsOf<A, K>, emit: (value: ValueOf<A, K>) => void, signal: AbortSignal) => Promise<void> | void
    : (params: ParamsOf<A, K>, signal: AbortSignal) => Promise<ResultOf<A, K>> | ResultOf<A, K>;
};

const incoming = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: z.int() }),
]);

type Outgoing =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'value'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: FailureData };

/** Answers calls that come over the link. Every message is parsed; what does not parse is answered by a failure or dropped. */
export const serve = <A extends Api>(link: Link, api: A, handlers: Handlers<A>): (() => void) => {
  const open = new Map<number, AbortController>();
  const answer = async (id: number, method: string, raw: unknown): Promise<void> => {
    const abort = new AbortController();
    open.set(id, abort);
    try {
      const value = await dispatch(api, handlers, {
        method,
        raw,
        signal: abort.signal,
        emit: (item) => link.post({ type: 'value', id, value: item }),
      });
      if (!abort.signal.aborted) link.post({ type: 'result', id, value } satisfies Outgoing);
    } catch (thrown) {
      if (!abort.signal.aborted) link.post({ type: 'failed', id, failure: toFailureData(thrown) } satisfies Outgoing);
    } finally {
      open.delete(id);
    }
  };
  const off = link.onMessage((message) => {
    const parsed = incoming.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.type === 'cancel') open.get(parsed.data.id)?.abort();
    else void answer(parsed.data.id, parsed.data.method, parsed.data.params);
  });
  return () => {
    off();
    for (const abort of open.values()) abort.abort();
  };
};

interface Dispatch {
  readonly method: string;
  readonly raw: unknown;
  readonly signal: AbortSignal;
  readonly emit: (value: unknown) => void;
}

const dispatch = async <A extends Api>(api: A, handlers: Handlers<A>, call: Dispatch): Promise<unknown> => {
  const spec = Object.hasOwn(api, call.method) ? api[call.method] : undefined;
  if (!spec) throw fail('request.unknown', { values: { method: call.method } });
  const params = spec.params.safeParse(call.raw);
  if (!params.success)
    throw fail('request.invalid', { values: { method: call.method, reason: z.prettifyError(params.error) } });
  const handler = handlers[call.method] as (params: unknown, ...rest: unknown[]) => unknown;
  return spec.kind === 'stream' ? handler(params.data, call.emit, call.signal) : handler(params.data, call.signal);
};

export interface Client<A extends Api> {
  call<K extends Requests<A>>(method: K, params: InputOf<A, K>, signal?: AbortSignal): Promise<ResultOf<A, K>>;
  /** Resolves when the stream ends by itself or is aborted, rejects when it failed. */
  stream<K extends Streams<A>>(
    method: K,
    params: InputOf<A, K>,
    onValue: (value: ValueOf<A, K>) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Fails everything that is still open, for instance because the other end is gone. */
  close(failure: Failure): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  onValue?: (value: unknown) => void;
}

export const connect = <A extends Api>(link: Link, _api: A): Client<A> => {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  link.onMessage((message) => {
    const { id, ...rest } = message as Outgoing;
    const call = waiting.get(id);
    if (!call) return;
    if (rest.type === 'value') return call.onValue?.(rest.value);
    waiting.delete(id);
    if (rest.type === 'result') call.resolve(rest.value);
    else call.reject(new Failure(rest.failure));
  });
  const start = (
    method: string,
    params: unknown,
    signal?: AbortSignal,
    onValue?: (value: unknown) => void,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject, ...(onValue ? { onValue } : {}) });
      signal?.addEventListener('abort', () => {
        if (!waiting.delete(id)) return;
        link.post({ type: 'cancel', id });
        if (onValue) resolve(undefined);
        else reject(fail('request.cancelled'));
      });
      link.post({ type: 'call', id, method, params });
    });
  return {
    call: (method, params, signal) => start(String(method), params, signal) as never,
    stream: async (method, params, onValue, signal) => {
      await start(String(method), params, signal, onValue as (value: unknown) => void);
    },
    close: (failure) => {
      for (const call of waiting.values()) call.reject(failure);
      waiting.clear();
    },
  };
};

/** Two ends in one process. Messages are copied as a real link would, and arrive in a later turn. */
export const memoryLink = (): readonly [Link, Link] => {
  const listeners: [((message: unknown) => void) | undefined, ((message: unknown) => void) | undefined] = [
    undefined,
    undefined,
  ];
  const end = (self: 0 | 1): Link => ({
    post: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => listeners[self === 0 ? 1 : 0]?.(copy));
    },
    onMessage: (listener) => {
      listeners[self] = listener;
      return () => {
        listeners[self] = undefined;
      };
    },
  });
  return [end(0), end(1)];
};
