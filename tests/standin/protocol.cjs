const { createServer } = require('node:http');
const { Readable } = require('node:stream');

/**
 * Chromium takes no schemes from outside, so `app://bundle/x` is served at `http://bundle.app.localhost:PORT/x`, which it
 * trusts like https. The program under test only ever sees the address with its own scheme.
 */
const handlers = new Map();
const privileged = [];
let port = 0;

const outer = (address) => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address);
  return match && handlers.has(match[1])
    ? `http://${match[2]}.${match[1]}.localhost:${port}${match[3] || '/'}`
    : address;
};

const inner = (address) => {
  const match = /^http:\/\/([^./]+)\.([a-z]+)\.localhost:(\d+)(.*)$/.exec(address);
  return match && Number(match[3]) === port ? `${match[2]}://${match[1]}${match[4]}` : address;
};

const respond = async (request, response) => {
  const [host, scheme] = String(request.headers.host).split('.');
  const handler = handlers.get(scheme);
  if (!handler) return void response.writeHead(404).end();
  const body = ['GET', 'HEAD'].includes(request.method) ? undefined : Readable.toWeb(request);
  const { method, headers } = request;
  const answer = await handler(
    new Request(`${scheme}://${host}${request.url}`, { method, headers: { ...headers }, body, duplex: 'half' }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.fromWeb(answer.body).pipe(response);
  else response.end();
};

const startServer = () =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      respond(request, response).catch((error) => {
        console.error(error);
        response.destroy();
      });
    });
    server.listen(0, '127.0.0.1', () => {
      ({ port } = server.address());
      server.unref();
      resolve();
    });
  });

const protocol = {
  registerSchemesAsPrivileged: (schemes) => privileged.push(...schemes),
  handle(scheme, handler) {
    if (!privileged.some((known) => known.scheme === scheme && known.privileges?.standard && known.privileges?.secure))
      throw new Error(`The scheme ${scheme} was not registered as standard and secure before the app was ready.`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
};

module.exports = { protocol, startServer, outer, inner };
