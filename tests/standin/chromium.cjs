const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');
const { existsSync } = require('node:fs');

const program = () =>
  [process.env.MILLRACE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file && existsSync(file),
  );

const switches = (profile) => [
  ...(process.env.STANDIN_HEADED ? [] : ['--headless']),
  '--no-sandbox',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--force-color-profile=srgb',
  `--user-data-dir=${profile}`,
];

/**
 * Starts Chromium and speaks the DevTools protocol with it over a pipe. A test driver may use its port at the same time.
 * Events are emitted as `METHOD` for the browser and as `SESSION METHOD` for a page.
 */
const launchChromium = (profile) => {
  const file = program();
  if (!file) throw new Error('No Chromium was found; name one in MILLRACE_CHROMIUM.');
  const child = spawn(file, switches(profile), {
    // A machine with the POSIX locale would give the page a language that Intl refuses.
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const events = new EventEmitter().setMaxListeners(0);
  const waiting = new Map();
  let count = 0;
  let rest = Buffer.alloc(0);

  const receive = ({ id, result, error, method, params, sessionId }) => {
    if (id === undefined) return void events.emit(sessionId ? `${sessionId} ${method}` : method, params);
    const { resolve, reject, called } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${called}: ${error.message}`));
    else resolve(result);
  };
  child.stdio[4].on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const message = JSON.parse(rest.subarray(0, end).toString('utf8'));
      rest = rest.subarray(end + 1);
      receive(message);
    }
  });
  child.stdio[3].on('error', () => {});
  child.stderr.on('data', (data) => {
    const line = /^DevTools listening on .*$/m.exec(String(data));
    if (line) process.stderr.write(`${line[0]}\n`);
  });
  child.on('exit', () => {
    for (const { reject, called } of waiting.values()) reject(new Error(`${called}: Chromium is gone`));
    waiting.clear();
    events.emit('exit');
  });

  return {
    on: (name, listener) => events.on(name, listener),
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        waiting.set(++count, { resolve, reject, called: method });
        child.stdio[3].write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
      }),
    kill: () => child.kill('SIGKILL'),
  };
};

module.exports = { launchChromium };
