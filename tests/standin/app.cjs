const { EventEmitter } = require('node:events');
const { mkdirSync, readFileSync } = require('node:fs');
const { homedir, tmpdir } = require('node:os');
const { join } = require('node:path');
const { browser } = require('./browser.cjs');
const { startServer } = require('./protocol.cjs');
const { openDefaultSession } = require('./session.cjs');
const { requestLock } = require('./single-instance.cjs');

const switches = new Map();
const paths = new Map();
const known = {
  home: homedir,
  temp: tmpdir,
  appData: () => process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'),
  documents: () => join(homedir(), 'Documents'),
  downloads: () => join(homedir(), 'Downloads'),
  userData: () => join(app.getPath('appData'), app.getName()),
  sessionData: () => app.getPath('userData'),
  logs: () => join(app.getPath('userData'), 'logs'),
  exe: () => process.execPath,
};

class App extends EventEmitter {
  manifest = {};
  folder = '';
  ready = false;
  quitting = false;
  isPackaged = false;
  sandboxed = false;
  recent = [];
  #whenReady = Promise.withResolvers ? Promise.withResolvers() : deferred();
  commandLine = {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    hasSwitch: (name) => switches.has(name),
    getSwitchValue: (name) => switches.get(name) ?? '',
    removeSwitch: (name) => void switches.delete(name),
  };

  /** Called by `start.cjs` before the program is loaded. */
  prepare(folder, given) {
    this.folder = folder;
    this.manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const word of given.filter((one) => one.startsWith('--'))) {
      const [name, ...value] = word.slice(2).split('=');
      switches.set(name, value.join('='));
    }
    const userData = switches.get('user-data-dir');
    if (userData) paths.set('userData', userData);
  }

  /** Called when the program's own code has run to its end. */
  async becomeReady() {
    if (this.quitting) return;
    const userData = this.getPath('userData');
    mkdirSync(userData, { recursive: true });
    await Promise.all([startServer(), browser.start(join(userData, 'chromium'), () => process.exit(1))]);
    this.emit('session-created', openDefaultSession(userData));
    this.ready = true;
    this.#whenReady.resolve();
    this.emit('ready', {}, {});
  }

  whenReady() {
    return this.#whenReady.promise;
  }

  isReady() {
    return this.ready;
  }

  enableSandbox() {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }

  requestSingleInstanceLock(data) {
    return requestLock(this, data);
  }

  windowClosed(left) {
    if (left > 0) return;
    if (this.quitting) this.finishQuitting();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  quit() {
    const asked = { defaultPrevented: false, preventDefault: () => (asked.defaultPrevented = true) };
    this.emit('before-quit', asked);
    if (asked.defaultPrevented) return;
    this.quitting = true;
    const { BrowserWindow } = require('./browser-window.cjs');
    const windows = BrowserWindow.getAllWindows();
    for (const window of windows) window.close();
    if (windows.some((window) => !window.closing)) this.quitting = false;
    else if (windows.length === 0) this.finishQuitting();
  }

  finishQuitting() {
    const asked = { defaultPrevented: false, preventDefault: () => (asked.defaultPrevented = true) };
    this.emit('will-quit', asked);
    if (asked.defaultPrevented) this.quitting = false;
    else this.exit(0);
  }

  exit(code = 0) {
    this.emit('quit', {}, code);
    browser.kill();
    process.exit(code);
  }

  getName() {
    return this.name ?? this.manifest.productName ?? this.manifest.name;
  }

  setName(name) {
    this.name = name;
  }

  getVersion() {
    return this.manifest.version;
  }

  getAppPath() {
    return this.folder;
  }

  getPath(name) {
    if (!paths.has(name) && !known[name]) throw new Error(`Failed to get '${name}' path`);
    return paths.get(name) ?? known[name]();
  }

  setPath(name, path) {
    paths.set(name, path);
  }

  getLocale() {
    return 'en-GB';
  }

  addRecentDocument(path) {
    this.recent.push(path);
  }

  clearRecentDocuments() {
    this.recent = [];
  }

  setAboutPanelOptions() {}
  showAboutPanel() {}
  setAppUserModelId() {}
  setDesktopName() {}
  focus() {}
}

function deferred() {
  let resolve;
  const promise = new Promise((given) => {
    resolve = given;
  });
  return { promise, resolve };
}

const app = new App();

module.exports = { app };
