import { type SessionState, setSession, useSession } from './session.ts';

const key = 'millrace.window';
const kept = ['left', 'inspector', 'dock', 'theme', 'minimap', 'sizes'] as const;

type Kept = Pick<SessionState, (typeof kept)[number]>;

const isKept = (value: unknown): value is Partial<Kept> => typeof value === 'object' && value !== null;

const recall = (): Partial<Kept> => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return isKept(value)
      ? Object.fromEntries(Object.entries(value).filter(([name]) => kept.some((known) => known === name)))
      : {};
  } catch {
    return {};
  }
};

const showTheme = ({ theme }: SessionState): void => {
  const dark = theme === 'system' ? !window.matchMedia('(prefers-color-scheme: light)').matches : theme === 'dark';
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
};

/** Panels, sizes and theme are the user's, not the document's: they stay from one start to the next. */
export const rememberSession = (): void => {
  // A narrow window begins with room for the canvas.
  if (window.innerWidth < 1160) setSession({ left: null });
  setSession(recall());
  showTheme(useSession.getState());
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => showTheme(useSession.getState()));
  useSession.subscribe((now, before) => {
    if (now.theme !== before.theme) showTheme(now);
    if (kept.some((name) => now[name] !== before[name]))
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(kept.map((name) => [name, now[name]]))));
  });
};
