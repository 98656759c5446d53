import { documentId, useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { useSession } from '../state/session.ts';

export const needsDocument = (): string | undefined => (documentId() === undefined ? 'No flow is open' : undefined);

export const needsNode = (): string | undefined =>
  needsDocument() ?? (useSession.getState().selection.nodes.length === 0 ? 'Nothing is selected' : undefined);

export const needsOneNode = (): string | undefined =>
  needsDocument() ?? (useSession.getState().selection.nodes.length === 1 ? undefined : 'Select one node');

export const needsSelection = (): string | undefined => {
  const { nodes, wires } = useSession.getState().selection;
  return needsDocument() ?? (nodes.length + wires.length === 0 ? 'Nothing is selected' : undefined);
};

export const needsIdle = (): string | undefined =>
  needsDocument() ??
  (useRuns.getState().run?.status === 'running' ? 'A run is under way' : undefined) ??
  (Object.keys(useDocument.getState().flow.nodes).length === 0 ? 'The flow has no nodes' : undefined);

export const needsRun = (): string | undefined =>
  useRuns.getState().run?.status === 'running' ? undefined : 'Nothing is running';
