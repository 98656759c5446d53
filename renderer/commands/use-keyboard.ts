import { useEffect } from 'react';
import { canvasView } from '../canvas/view.ts';
import { pasteText, selectionText } from '../edit/clipboard.ts';
import { deleteSelection } from '../edit/flow-commands.ts';
import { documentId } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { matchesKeys } from './keys.ts';
import { commands, runCommand } from './registry.ts';

const typing = 'input, textarea, select, [contenteditable="true"]';

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(typing) !== null;

/** The canvas has the keys where it has the focus, or where nothing has it. */
const isOnCanvas = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof Element && target.closest('.canvas') !== null && !isTyping(target));

const isOnButton = (target: EventTarget | null): boolean => target instanceof HTMLButtonElement;

const onKey = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || useSession.getState().overlay) return;
  const onCanvas = isOnCanvas(event.target);
  const found = commands.find(
    ({ keys, where }) => (where !== 'canvas' || onCanvas) && keys?.some((chord) => matchesKeys(chord, event)),
  );
  if (!found || (isTyping(event.target) && !event.ctrlKey && !event.metaKey && !/^F\d/.test(event.key))) return;
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (isOnButton(event.target) && plain && (event.key === 'Enter' || event.key === ' ')) return;
  const undoes = found.id === 'edit.undo' || found.id === 'edit.redo';
  if (undoes && event.target instanceof Element && event.target.closest('.search-list')) return;
  event.preventDefault();
  runCommand(found.id);
};

const onCopy = (event: ClipboardEvent): void => {
  if (!isOnCanvas(event.target) || useSession.getState().overlay) return;
  const text = selectionText();
  if (text === undefined || !event.clipboardData) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') deleteSelection();
};

const onPaste = (event: ClipboardEvent): void => {
  if (!isOnCanvas(event.target) || documentId() === undefined || useSession.getState().overlay) return;
  const view = canvasView();
  if (!view || !event.clipboardData) return;
  event.preventDefault();
  pasteText(event.clipboardData.getData('text/plain'), view.toFlow(...view.pointer()));
};

/** Shortcuts and the system's clipboard. */
export const useKeyboard = (): void =>
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
