const { EventEmitter } = require('node:events');
const { browser } = require('./browser.cjs');
const { pageScripts } = require('./bridge.cjs');
const { createCodec } = require('./codec.cjs');
const { Ipc, receive } = require('./ipc.cjs');
const { inner, outer } = require('./protocol.cjs');
const { session } = require('./session.cjs');

const world = 'Electron Isolated Context';
const plain = createCodec();
const all = new Map();
let count = 0;

const preventable = (details) => ({
  ...details,
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true;
  },
});

class WebContents extends EventEmitter {
  constructor(preferences) {
    super();
    this.id = ++count;
    this.preferences = preferences;
    this.session = session.defaultSession;
    this.ipc = new Ipc();
    this.url = '';
    this.destroyed = false;
    this.windowOpenHandler = () => ({ action: 'deny' });
    this.scripts = pageScripts(preferences.preload);
    all.set(this.id, this);
  }

  /** Makes the page of a window and takes hold of everything that happens in it. */
  async open(bounds) {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...bounds });
    this.targetId = targetId;
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    this.sessionId = sessionId;
    this.listen();
    const { names, page, preload } = this.scripts;
    await this.command('Page.enable');
    await this.command('Runtime.enable');
    await this.command('Runtime.addBinding', { name: names.binding, executionContextName: world });
    await this.command('Page.addScriptToEvaluateOnNewDocument', { source: page });
    await this.command('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName: world });
    await this.command('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] });
  }

  command(method, params) {
    return browser.send(method, params, this.sessionId);
  }

  listen() {
    const hear = (method, listener) => browser.on(`${this.sessionId} ${method}`, listener);
    hear('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === world && context.auxData?.frameId === this.targetId) this.context = context.id;
    });
    hear('Runtime.bindingCalled', (call) => this.hearPreload(call));
    hear('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.url = inner(frame.url);
      this.emit('did-navigate', preventable({}), this.url, 200, 'OK');
    });
    hear('Page.loadEventFired', () => this.emit('did-finish-load'));
    hear('Fetch.requestPaused', (paused) => this.judge(paused).catch(() => {}));
    hear('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  }

  hearPreload({ name, payload, executionContextId }) {
    if (name !== this.scripts.names.binding || executionContextId !== this.context) return;
    const message = JSON.parse(payload);
    if (message.kind === 'preload-failed') {
      console.error(`preload failed: ${message.text}`);
      return void this.emit('preload-error', {}, this.preferences.preload, new Error(message.text));
    }
    if (message.kind === 'popup')
      return void this.windowOpenHandler({ url: inner(message.url), frameName: '', disposition: 'foreground-tab' });
    const event = { sender: this, senderFrame: this.mainFrame, processId: 1, frameId: 1 };
    event.reply = (channel, ...given) => this.send(channel, ...given);
    receive({ own: this.ipc, event, message, reply: (answer) => this.deliver(answer) });
  }

  /** Whether a document may be loaded. What the program itself asked for, and a reload, are not announced. */
  async judge({ requestId, request, frameId }) {
    const url = inner(request.url);
    const main = frameId === this.targetId;
    const asked = main && (url === this.loading || url === this.url);
    const details = preventable({ url, isMainFrame: main, isSameDocument: false, frame: null });
    if (!asked) {
      if (main) this.emit('will-navigate', details, url);
      this.emit('will-frame-navigate', details);
    }
    if (details.defaultPrevented) await this.command('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    else await this.command('Fetch.continueRequest', { requestId });
  }

  get mainFrame() {
    return { url: this.url, parent: null, top: null, name: '', origin: this.url, frameTreeNodeId: 1 };
  }

  async loadURL(url) {
    await this.opened;
    this.loading = url;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.command('Page.navigate', { url: outer(url) });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  deliver(message) {
    if (this.destroyed || this.context === undefined) return;
    const expression = `standinReceive(${JSON.stringify(message)})`;
    this.command('Runtime.evaluate', { expression, contextId: this.context }).catch(() => {});
  }

  send(channel, ...given) {
    this.deliver({ kind: 'send', channel, given: plain.encode(given) });
  }

  async executeJavaScript(expression) {
    const { result, exceptionDetails } = await this.command('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  reload() {
    this.command('Page.reload').catch(() => {});
  }

  getURL() {
    return this.url;
  }

  getTitle() {
    return '';
  }

  getLastWebPreferences() {
    return this.preferences;
  }

  setWindowOpenHandler(handler) {
    this.windowOpenHandler = handler;
  }

  isDestroyed() {
    return this.destroyed;
  }

  isDevToolsOpened() {
    return false;
  }

  setZoomLevel() {}
  focus() {}
  toggleDevTools() {}

  close() {
    this.window?.close();
  }

  markDestroyed() {
    this.destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }
}

const webContents = {
  fromId: (id) => all.get(id),
  fromDevToolsTargetId: (targetId) => [...all.values()].find((contents) => contents.targetId === targetId),
  getAllWebContents: () => [...all.values()],
};

module.exports = { WebContents, webContents, preventable };
