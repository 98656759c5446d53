const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, rmSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');

/** Hands the words of a second instance to the first. Answers whether there was one to take them. */
const hand = (socket, words) => {
  const script = `const s = require('node:net').connect(process.argv[1], () => s.end(process.argv[2]));
    s.on('close', () => process.exit(0)); s.on('error', () => process.exit(1));`;
  return spawnSync(process.execPath, ['-e', script, socket, JSON.stringify(words)]).status === 0;
};

/** A socket in the profile: whoever listens there is the first instance. */
const requestLock = (app, data = null) => {
  const folder = app.getPath('userData');
  const socket = join(folder, 'standin.sock');
  mkdirSync(folder, { recursive: true });
  if (existsSync(socket) && hand(socket, { argv: process.argv, cwd: process.cwd(), data })) return false;
  rmSync(socket, { force: true });
  const server = createServer((connection) => {
    let text = '';
    connection.setEncoding('utf8');
    connection.on('data', (piece) => {
      text += piece;
    });
    connection.on('end', () => {
      const { argv, cwd, data: given } = JSON.parse(text);
      app.emit('second-instance', {}, argv, cwd, given);
    });
  });
  server.listen(socket);
  server.unref();
  return true;
};

module.exports = { requestLock };
