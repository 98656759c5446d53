/** Something the user can do, from the keyboard, a menu, the command palette or the host's own menu. */
export interface Command {
  /** `area.what`. */
  readonly id: string;
  readonly title: string;
  readonly keys?: readonly string[];
  /** Single keys act only where nothing is being typed and the canvas has the focus. */
  readonly where?: 'canvas';
  /** Why it cannot run now. */
  readonly refused?: () => string | undefined;
  readonly run: (argument?: string) => void;
}
