const { readFileSync } = require('node:fs');
const { randomUUID } = require('node:crypto');
const { createCodec } = require('./codec.cjs');

/** One end of the bridge between a page's two worlds. Both ends share the DOM, so synchronous events carry the messages. */
function createEnd(makeCodec, names, target) {
  const exported = new Map();
  const ids = new WeakMap();
  const promised = new Map();
  const handlers = {};
  const { CustomEvent } = globalThis;
  const dispatch = target.dispatchEvent.bind(target);
  let count = 0;
  let answer;

  const tell = (message) => dispatch(new CustomEvent(names.out, { detail: JSON.stringify(message) }));
  const ask = (message) => {
    answer = undefined;
    tell(message);
    const { error, value } = answer;
    if (error) throw codec.decode(error);
    return codec.decode(value);
  };
  const codec = makeCodec({
    functionOut: (given) => {
      if (!ids.has(given)) {
        ids.set(given, ++count);
        exported.set(count, given);
      }
      return ids.get(given);
    },
    functionIn:
      (id) =>
      (...given) =>
        ask({ kind: 'call', id, given: codec.encode(given) }),
    promiseOut: (promise) => {
      const id = ++count;
      promise.then(
        (value) => tell({ kind: 'settle', id, value: codec.encode(value) }),
        (error) => tell({ kind: 'settle', id, error: codec.encode(error) }),
      );
      return id;
    },
    promiseIn: (id) => new Promise((resolve, reject) => promised.set(id, { resolve, reject })),
  });

  handlers.answer = (message) => {
    answer = message;
  };
  handlers.call = ({ id, given }) => {
    let reply;
    try {
      reply = { kind: 'answer', value: codec.encode(exported.get(id)(...codec.decode(given))) };
    } catch (error) {
      reply = { kind: 'answer', error: codec.encode(error) };
    }
    tell(reply);
  };
  handlers.settle = ({ id, value, error }) => {
    const { resolve, reject } = promised.get(id);
    promised.delete(id);
    if (error) reject(codec.decode(error));
    else resolve(codec.decode(value));
  };
  target.addEventListener(names.in, ({ detail }) => {
    const message = JSON.parse(detail);
    handlers[message.kind](message);
  });
  return { tell, codec, handlers };
}

/** The page's own world: waits for what the preload exposes. */
function openPage(makeEnd, makeCodec, names) {
  const freeze = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const inner of Object.values(value)) freeze(inner);
    return Object.freeze(value);
  };
  const end = makeEnd(makeCodec, names, globalThis);
  end.handlers.expose = ({ key, value }) =>
    Object.defineProperty(globalThis, key, { value: freeze(end.codec.decode(value)), enumerable: true });
  // A popup that is closed while a test driver attaches to it hangs the page that opened it, so none is ever made.
  const ask = (url) => end.tell({ kind: 'popup', url: new URL(url, document.baseURI).href });
  globalThis.open = (url = 'about:blank') => {
    ask(String(url));
    return null;
  };
  globalThis.addEventListener('click', (event) => {
    const anchor = event.target.closest?.('a[href][target="_blank"]');
    if (!anchor || event.defaultPrevented) return;
    event.preventDefault();
    ask(anchor.href);
  });
}

/** The preload's world: contextBridge, ipcRenderer and a `require` as small as a sandboxed one. */
function openPreload(makeEnd, makeCodec, names, preload) {
  const toMain = globalThis[names.binding];
  const end = makeEnd(makeCodec, { out: names.in, in: names.out }, globalThis);
  const plain = makeCodec();
  const listeners = new Map();
  const invoked = new Map();
  let count = 0;
  const post = (message) => toMain(JSON.stringify(message));
  const ipcRenderer = {
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
      return ipcRenderer;
    },
    send: (channel, ...given) => post({ kind: 'send', channel, given: plain.encode(given) }),
    invoke: (channel, ...given) =>
      new Promise((resolve, reject) => {
        invoked.set(++count, { resolve, reject });
        post({ kind: 'invoke', id: count, channel, given: plain.encode(given) });
      }),
  };
  end.handlers.popup = ({ url }) => post({ kind: 'popup', url });
  const contextBridge = {
    exposeInMainWorld: (key, value) => end.tell({ kind: 'expose', key, value: end.codec.encode(value) }),
  };
  globalThis[names.receive] = (message) => {
    if (message.kind === 'send')
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer }, ...plain.decode(message.given));
    else {
      const { resolve, reject } = invoked.get(message.id);
      invoked.delete(message.id);
      if (message.error) reject(plain.decode(message.error));
      else resolve(plain.decode(message.value));
    }
  };
  const modules = { electron: { contextBridge, ipcRenderer } };
  const require = (name) => {
    if (name in modules) return modules[name];
    throw new Error(`module not found: ${name}`);
  };
  try {
    preload(require, { exports: {} });
  } catch (error) {
    post({ kind: 'preload-failed', text: String(error.stack) });
  }
}

/** The two scripts of a window, to be evaluated in this order at the start of every document. Names are secret to them. */
const pageScripts = (preloadFile) => {
  const secret = randomUUID();
  const names = {
    out: `${secret}-out`,
    in: `${secret}-in`,
    binding: `standin_${secret.slice(0, 8)}`,
    receive: 'standinReceive',
  };
  const ends = `${createEnd}, ${createCodec}, ${JSON.stringify(names)}`;
  const preload = preloadFile ? readFileSync(preloadFile, 'utf8') : '';
  const topOnly = (source) => `if (window === window.top) { ${source} }`;
  return {
    names,
    page: topOnly(`(${openPage})(${ends});`),
    preload: topOnly(
      `(${openPreload})(${ends}, function (require, module) { const exports = module.exports;\n${preload}\n});`,
    ),
  };
};

module.exports = { createEnd, openPage, openPreload, pageScripts };
