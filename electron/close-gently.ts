import type { BrowserWindow } from 'electron';

/** A window that does not answer within this time is closed all the same; the journal has what was told before. */
const patienceMs = 3000;

/**
 * Before a window goes, the field that is being typed in is left, so that its edit is made, the page is told that it is
 * going, and the host has written what it was told.
 */
export const closeGently = (window: BrowserWindow, settled: () => Promise<void>): void => {
  let closing = false;
  window.on('close', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    void Promise.race([leave(window).then(settled), pause(patienceMs)]).finally(() => window.destroy());
  });
};

const leave = async (window: BrowserWindow): Promise<void> => {
  const script = `document.activeElement?.blur?.(); window.dispatchEvent(new Event('pagehide'));`;
  await window.webContents.executeJavaScript(script).catch(() => undefined);
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
