import { select, setSession, useSession } from '../state/session.ts';

const ofNodes = [
  'run.to-here',
  'node.data',
  null,
  'node.connect',
  'node.rename',
  'node.bypass',
  null,
  'edit.cut',
  'edit.copy',
  'edit.duplicate',
  'edit.delete',
] as const;

const ofCanvas = ['canvas.add', 'edit.paste', null, 'edit.select-all', 'canvas.tidy', 'canvas.fit'] as const;

/** Opens the menu of a node, or of the selection it belongs to. */
export const openNodeMenu = (node: string, screen: readonly [number, number]): void => {
  const { selection } = useSession.getState();
  if (!selection.nodes.includes(node)) select([node]);
  setSession({ overlay: { overlay: 'menu', screen, commands: ofNodes } });
};

export const openCanvasMenu = (screen: readonly [number, number]): void =>
  setSession({ overlay: { overlay: 'menu', screen, commands: ofCanvas } });
