const isMac = (): boolean => /mac/i.test(navigator.platform);

interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const isLetterOrName = (key: string): boolean => /^[a-z]$/i.test(key) || key.length > 1;

/** Whether a key event is the chord, such as `Mod+Shift+Z`. Mod is Cmd on a Mac and Ctrl elsewhere. Signs take their own Shift. */
export const matchesKeys = (chord: string, event: KeyEvent): boolean => {
  const parts = chord.split(/\+(?=.)/);
  const key = parts.at(-1) ?? '';
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  if (has('Mod') !== mod || has('Alt') !== event.altKey) return false;
  if (isLetterOrName(key) && has('Shift') !== event.shiftKey) return false;
  const pressed = event.key.toLowerCase();
  return pressed === key.toLowerCase() || (event.altKey && event.code === `Key${key.toUpperCase()}`);
};

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
};

/** The chord as people read it. */
export const keysText = (chord: string): string =>
  chord
    .split(/\+(?=.)/)
    .map((part) => (part === 'Mod' ? (isMac() ? '⌘' : 'Ctrl') : (signs[part] ?? (part === ' ' ? 'Space' : part))))
    .join(' ');
