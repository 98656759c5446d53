import { newDocument, openFile, saveDocument, saveDocumentAs, showWelcome } from '../files/documents.ts';
import { exportFlow } from '../files/export-flow.ts';
import type { Command } from './command.ts';
import { needsDocument } from './refusals.ts';

export const fileCommands: readonly Command[] = [
  { id: 'file.new', title: 'New flow', keys: ['Mod+N', 'Mod+Alt+N'], run: () => void newDocument() },
  { id: 'file.open', title: 'Open…', keys: ['Mod+O'], run: (path) => void openFile(path) },
  { id: 'file.save', title: 'Save', keys: ['Mod+S'], refused: needsDocument, run: () => void saveDocument() },
  {
    id: 'file.save-as',
    title: 'Save as…',
    keys: ['Mod+Shift+S'],
    refused: needsDocument,
    run: () => void saveDocumentAs(),
  },
  { id: 'file.export', title: 'Export the flow as JSON…', refused: needsDocument, run: () => void exportFlow() },
  { id: 'file.welcome', title: 'Examples and recent flows', run: () => void showWelcome() },
];
