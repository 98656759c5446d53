/** What the rest of the window may ask of the canvas. */
export interface CanvasView {
  fit(nodes?: readonly string[]): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  /** Brings a node into view, if it is not. */
  reveal(node: string): void;
  /** Puts the keyboard's focus on a node's card. */
  focus(node?: string): void;
  /** From the screen's coordinates to the flow's. */
  toFlow(x: number, y: number): readonly [number, number];
  /** Middle of what is seen, on the screen. */
  middle(): readonly [number, number];
  /** Where the pointer was last over the canvas, on the screen; else the middle. */
  pointer(): readonly [number, number];
  size(node: string): { readonly width: number; readonly height: number } | undefined;
}

let current: CanvasView | undefined;

/** Absent while no canvas is drawn. */
export const canvasView = (): CanvasView | undefined => current;

export const provideCanvasView = (view: CanvasView | undefined): void => {
  current = view;
};
