import { FilePlus2, FileText, FolderOpen, Workflow } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Example, RecentFile } from '../../contract/api.ts';
import { newDocument, openExample, openFile } from '../files/documents.ts';
import { client } from '../host/client.ts';
import { setSession, useSession } from '../state/session.ts';
import { FamilyStrip } from './family-strip.tsx';
import { Mark } from './mark.tsx';
import { Modal } from './modal.tsx';

const useList = <T,>(load: () => Promise<readonly T[]>): readonly T[] | undefined => {
  const connection = useSession((state) => state.connection);
  const [list, setList] = useState<readonly T[]>();
  useEffect(() => {
    if (connection !== 'open') return;
    load().then(setList, () => setList([]));
  }, [connection, load]);
  return list;
};

const loadExamples = () => client.call('example.list', {});
const loadRecent = () => client.call('document.recent', {});

const ExampleCard = ({ example }: { readonly example: Example }) => (
  <li>
    <button type="button" className="example" onClick={() => void openExample(example.id)}>
      <span className="example-icon" aria-hidden="true">
        <Workflow size={18} strokeWidth={1.75} />
      </span>
      <span className="example-text">
        <b>{example.title}</b>
        <span>{example.description}</span>
      </span>
      <span className="example-count numeric">{example.nodes} nodes</span>
    </button>
  </li>
);

const RecentRow = ({ file }: { readonly file: RecentFile }) => (
  <li>
    <button
      type="button"
      className="recent"
      disabled={file.missing}
      onClick={() => void openFile(file.path)}
      title={file.path}
    >
      <FileText size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className="truncate recent-name">{file.name}</span>
      <span className="truncate recent-path">
        <bdi>{file.missing ? 'not found' : file.path}</bdi>
      </span>
      <span className="recent-date">{new Date(file.at).toLocaleDateString()}</span>
    </button>
  </li>
);

const Start = () => {
  const examples = useList(loadExamples);
  const recent = useList(loadRecent);
  return (
    <div className="welcome-lists">
      <div className="welcome-actions">
        <button type="button" className="button primary" onClick={() => void newDocument()}>
          <FilePlus2 size={16} strokeWidth={1.75} aria-hidden="true" />
          New flow
        </button>
        <button type="button" className="button" onClick={() => void openFile()}>
          <FolderOpen size={16} strokeWidth={1.75} aria-hidden="true" />
          Open…
        </button>
      </div>
      <section aria-labelledby="welcome-examples">
        <h2 className="caps" id="welcome-examples">
          Examples
        </h2>
        <ul className="examples">
          {examples?.map((example) => (
            <ExampleCard key={example.id} example={example} />
          ))}
        </ul>
        {examples?.length === 0 ? <p className="panel-empty">No examples came with this installation.</p> : null}
      </section>
      {recent && recent.length > 0 ? (
        <section aria-labelledby="welcome-recent">
          <h2 className="caps" id="welcome-recent">
            Recent
          </h2>
          <ul>
            {recent.slice(0, 8).map((file) => (
              <RecentRow key={file.path} file={file} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
};

/** What is seen before a flow is open. */
export const Welcome = () => (
  <main className="welcome" aria-label="Welcome">
    <div className="welcome-page">
      <FamilyStrip />
      <h1>
        <Mark size={26} /> Millrace
      </h1>
      <p className="welcome-line">Machine-learning flows on a canvas, run on your own machine.</p>
      <Start />
    </div>
  </main>
);

/** The same lists, over an open flow. */
export const WelcomeDialog = () => (
  <Modal title="Examples and recent flows" className="welcome-dialog" onLeave={() => setSession({ overlay: null })}>
    <Start />
  </Modal>
);
