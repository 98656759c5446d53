const { fork } = require('node:child_process');
const { EventEmitter } = require('node:events');
const { join } = require('node:path');

/** A child of Node's with the face of Electron's utility process. */
const forkUtility = (file, given = [], options = {}) => {
  const child = fork(file, given, {
    serialization: 'advanced',
    env: options.env ?? process.env,
    cwd: options.cwd,
    execArgv: ['--require', join(__dirname, 'parent-port.cjs'), ...(options.execArgv ?? [])],
    stdio: options.stdio === 'ignore' ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const self = new EventEmitter();
  Object.defineProperty(self, 'pid', {
    get: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
  });
  self.postMessage = (message) => {
    if (child.connected) child.send(message);
  };
  self.kill = () => child.kill();
  child.on('spawn', () => self.emit('spawn'));
  child.on('message', (message) => self.emit('message', message));
  child.on('exit', (code) => self.emit('exit', code ?? 1));
  child.on('error', (error) => self.emit('error', 'FatalError', '', String(error)));
  return self;
};

module.exports = { utilityProcess: { fork: forkUtility } };
