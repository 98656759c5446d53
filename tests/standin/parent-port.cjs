// Loaded before a utility process's own program: `process.parentPort` over the channel of child_process.
const { EventEmitter } = require('node:events');

const port = new EventEmitter();
const early = [];
process.channel.unref();
process.on('message', (data) => {
  if (port.listenerCount('message') === 0) early.push(data);
  else port.emit('message', { data, ports: [] });
});
// Listening to a parent must not keep the process from ending with it.
process.on('disconnect', () => process.exit(0));
port.on('newListener', (name) => {
  if (name !== 'message') return;
  process.channel?.ref();
  setImmediate(() => {
    for (const data of early.splice(0)) port.emit('message', { data, ports: [] });
  });
});
port.postMessage = (message) => process.send(message);
port.start = () => {};
process.parentPort = port;
process.type = 'utility';
