import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type HardenedParts, harden, hardening, isAllowedOutside } from './hardening.ts';

interface Opened {
  readonly action: string;
}

class FakeContents extends EventEmitter {
  popup: (details: { url: string }) => Opened = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: (details: { url: string }) => Opened): void {
    this.popup = handler;
  }
}

class FakeSession {
  readonly handlers: Record<string, (...given: never[]) => unknown> = {};
  setPermissionRequestHandler = (handler: () => unknown): void =>
    void Object.assign(this.handlers, { request: handler });
  setPermissionCheckHandler = (handler: () => unknown): void => void Object.assign(this.handlers, { check: handler });
  setDevicePermissionHandler = (handler: () => unknown): void => void Object.assign(this.handlers, { device: handler });
}

const hardened = () => {
  const app = Object.assign(new EventEmitter(), {
    sandboxed: false,
    enableSandbox: () => {
      app.sandboxed = true;
    },
  });
  const opened: string[] = [];
  harden({ app, shell: { openExternal: async (url: string) => void opened.push(url) } } as unknown as HardenedParts);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  const session = new FakeSession();
  app.emit('session-created', session);
  return { app, contents, session, opened };
};

/** One proof for every entry of the list: a new entry without one fails the last test. */
const proofs: Record<keyof typeof hardening, () => void> = {
  webPreferences: () => {
    expect(hardening.webPreferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  },
  scheme: () => {
    expect(hardening.scheme).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    });
  },
  responseHeaders: () => {
    const policy = hardening.responseHeaders['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    expect(hardening.responseHeaders['x-content-type-options']).toBe('nosniff');
  },
  preventedEvents: () => {
    const { contents } = hardened();
    for (const name of hardening.preventedEvents) {
      const prevented: string[] = [];
      contents.emit(name, { preventDefault: () => prevented.push(name) });
      expect(prevented).toEqual([name]);
    }
  },
  externalHosts: () => {
    const { contents, opened } = hardened();
    const wanted = ['https://reactflow.dev/', 'https://example.com/', 'http://reactflow.dev/', 'file:///etc/passwd'];
    expect(wanted.map((url) => contents.popup({ url }).action)).toEqual(wanted.map(() => 'deny'));
    expect(opened).toEqual(['https://reactflow.dev/']);
  },
  permissionsGranted: () => {
    const { handlers } = hardened().session;
    const decided: boolean[] = [];
    const call = (name: string, ...given: unknown[]): unknown => handlers[name]?.(...(given as never[]));
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read'])
      call('request', null, permission, (granted: boolean) => decided.push(granted));
    expect(decided).toEqual([false, false, false, false]);
    expect(call('check', null, 'media')).toBe(false);
    expect(call('device', {})).toBe(false);
    expect(hardening.permissionsGranted).toEqual([]);
  },
};

for (const [name, proof] of Object.entries(proofs)) test(`the hardening ${name} holds`, proof);

test('every entry of the list has a proof, and renderers are sandboxed before any exists', () => {
  expect(Object.keys(proofs).sort()).toEqual(Object.keys(hardening).sort());
  expect(hardened().app.sandboxed).toBe(true);
});

test('an address that only looks like an allowed one is not opened', () => {
  const tricks = [
    'https://reactflow.dev.example.com/',
    'https://reactflow.dev@example.com/',
    'https://user@reactflow.dev/',
    'javascript:alert(1)',
    'not an address',
  ];
  expect(tricks.filter(isAllowedOutside)).toEqual([]);
});
