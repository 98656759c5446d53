import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(1100),
  height: z.int().min(700),
  maximized: z.boolean(),
});
export type WindowState = Readonly<z.infer<typeof stateSchema>>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const first: WindowState = { width: 1440, height: 900, maximized: false };

/** Where the window was last time, if that can be read and still lies on one of the screens. */
export const readWindowState = (file: string, screens: readonly Area[]): WindowState => {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isOnScreen(state, screens) ? state : { ...state, x: undefined, y: undefined };
  } catch {
    return first;
  }
};

export const writeWindowState = (file: string, state: WindowState): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
};

/** At least a hand's breadth of the title bar must be within reach. */
const isOnScreen = ({ x, y, width }: WindowState, screens: readonly Area[]): boolean =>
  x !== undefined &&
  y !== undefined &&
  screens.some(
    (area) =>
      x + width > area.x + 100 && x < area.x + area.width - 100 && y >= area.y && y < area.y + area.height - 100,
  );
