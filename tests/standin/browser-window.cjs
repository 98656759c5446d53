const { EventEmitter } = require('node:events');
const { app } = require('./app.cjs');
const { browser } = require('./browser.cjs');
const { WebContents, preventable } = require('./web-contents.cjs');

const secure = { contextIsolation: true, sandbox: true, webSecurity: true, nodeIntegration: false, webviewTag: false };
const all = new Set();
let count = 0;

const refuseInsecure = (preferences) => {
  for (const [name, wanted] of Object.entries(secure))
    if ((preferences[name] ?? wanted) !== wanted)
      throw new Error(`The stand-in refuses webPreferences.${name} = ${!wanted}.`);
};

class BrowserWindow extends EventEmitter {
  constructor(options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = { ...secure, ...options.webPreferences };
    refuseInsecure(preferences);
    this.id = ++count;
    this.state = { visible: options.show !== false, maximized: false, minimized: false, fullScreen: false, title: '' };
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = new WebContents(preferences);
    this.webContents.window = this;
    this.webContents.opened = this.open();
    this.webContents.opened.catch(() => {});
    all.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  async open() {
    await this.webContents.open({ width: this.bounds.width, height: this.bounds.height });
    const { targetId } = this.webContents;
    browser.on('Target.targetDestroyed', (gone) => {
      if (gone.targetId === targetId) this.markClosed();
    });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    await this.applyBounds();
  }

  async applyBounds() {
    const { targetId } = this.webContents;
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId });
    const { width, height } = this.bounds;
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  close() {
    if (this.isDestroyed()) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Closes without asking; `closed` comes when the page is really gone. */
  destroy() {
    if (this.closing) return;
    this.closing = true;
    this.webContents.opened
      .then(() => browser.send('Target.closeTarget', { targetId: this.webContents.targetId }))
      .catch(() => this.markClosed());
  }

  markClosed() {
    if (this.isDestroyed()) return;
    all.delete(this);
    this.webContents.markDestroyed();
    this.emit('closed');
    app.windowClosed(all.size);
  }

  isDestroyed() {
    return this.webContents.destroyed;
  }

  getBounds() {
    return { ...this.bounds };
  }

  getNormalBounds() {
    return { ...this.bounds };
  }

  setBounds(bounds) {
    this.bounds = { ...this.bounds, ...bounds };
    this.applyBounds().catch(() => {});
    this.emit('resize');
  }

  setSize(width, height) {
    this.setBounds({ width, height });
  }

  show() {
    this.state.visible = true;
    this.emit('show');
  }

  focus() {
    this.emit('focus');
  }

  maximize() {
    this.state.maximized = true;
    this.emit('maximize');
  }

  minimize() {
    this.state.minimized = true;
  }

  restore() {
    this.state.minimized = false;
  }

  setTitle(title) {
    this.state.title = title;
  }

  getTitle() {
    return this.state.title;
  }

  setDocumentEdited(edited) {
    this.state.edited = edited;
  }

  setRepresentedFilename(name) {
    this.state.represented = name;
  }

  isVisible() {
    return this.state.visible;
  }

  isMaximized() {
    return this.state.maximized;
  }

  isMinimized() {
    return this.state.minimized;
  }

  isFullScreen() {
    return this.state.fullScreen;
  }

  isFocused() {
    return [...all].at(-1) === this;
  }

  setMenuBarVisibility() {}

  static getAllWindows() {
    return [...all];
  }

  static fromId(id) {
    return [...all].find((window) => window.id === id) ?? null;
  }

  static fromWebContents(contents) {
    return contents?.window ?? null;
  }

  static getFocusedWindow() {
    return [...all].at(-1) ?? null;
  }
}

module.exports = { BrowserWindow };
