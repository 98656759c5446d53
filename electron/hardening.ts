import type { App, CustomScheme, Event, Session, Shell, WebContents, WebPreferences } from 'electron';
import { contentSecurityPolicy } from '../engine/host/content-security-policy.ts';

const webPreferences = {
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
} as const satisfies WebPreferences;

const scheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
} as const satisfies CustomScheme;

/** Everything that keeps a page from doing more than a page should, in one list. The tests go through it entry by entry. */
export const hardening = {
  webPreferences,
  scheme,
  responseHeaders: {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  },
  /** The page is loaded once; it never goes anywhere, and holds no other pages. */
  preventedEvents: ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'],
  /** Pages that a link may open in the user's browser, by https only. */
  externalHosts: ['reactflow.dev'],
  permissionsGranted: [],
} as const;

export interface HardenedParts {
  readonly app: Pick<App, 'enableSandbox' | 'on'>;
  readonly shell: Pick<Shell, 'openExternal'>;
}

export const isAllowedOutside = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  const hosts: readonly string[] = hardening.externalHosts;
  return protocol === 'https:' && hosts.includes(host) && username === '' && password === '';
};

/** To be called before the app is ready, so that no session and no page escapes it. */
export const harden = ({ app, shell }: HardenedParts): void => {
  app.enableSandbox();
  app.on('session-created', denyPermissions);
  app.on('web-contents-created', (_event, contents) => confine(contents, shell));
};

const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
};

const confine = (contents: WebContents, shell: HardenedParts['shell']): void => {
  const prevent = (event: Pick<Event, 'preventDefault'>): void => event.preventDefault();
  for (const name of hardening.preventedEvents) contents.on(name as 'will-navigate', prevent);
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
};
