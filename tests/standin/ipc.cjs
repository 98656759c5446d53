const { EventEmitter } = require('node:events');
const { createCodec } = require('./codec.cjs');

const plain = createCodec();

class Ipc extends EventEmitter {
  handlers = new Map();

  handle(channel, handler) {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel) {
    this.handlers.delete(channel);
  }
}

const ipcMain = new Ipc();

/** Takes what a preload sent. `own` is the window's own `webContents.ipc`, asked before the global one, as in Electron. */
const receive = async ({ own, event, message, reply }) => {
  const given = plain.decode(message.given);
  if (message.kind === 'send') {
    own.emit(message.channel, event, ...given);
    ipcMain.emit(message.channel, event, ...given);
    return;
  }
  const handler = own.handlers.get(message.channel) ?? ipcMain.handlers.get(message.channel);
  try {
    if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
    reply({ kind: 'reply', id: message.id, value: plain.encode(await handler(event, ...given)) });
  } catch (error) {
    const told = new Error(`Error invoking remote method '${message.channel}': ${error}`);
    reply({ kind: 'reply', id: message.id, error: plain.encode(told) });
  }
};

module.exports = { Ipc, ipcMain, receive };
