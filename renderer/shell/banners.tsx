import { useEffect, useState } from 'react';
import type { Flow } from '../../contract/flow.ts';
import { runCommand } from '../commands/registry.ts';
import { recoverDocument, reloadDocument, saveDocument } from '../files/documents.ts';
import { client } from '../host/client.ts';
import { apply, useDocumentId } from '../state/document.ts';
import { useIsRunning } from '../state/runs.ts';
import { setSession, useSession } from '../state/session.ts';

interface BannerProps {
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly primary?: boolean; readonly run: () => void }[];
}

const Banner = ({ tone, text, actions }: BannerProps) => (
  <div className="banner" role={tone === 'error' ? 'alert' : 'status'} data-tone={tone}>
    <span>{text}</span>
    {actions.map(({ label, primary, run }) => (
      <button key={label} type="button" className={primary ? 'button small primary' : 'button small'} onClick={run}>
        {label}
      </button>
    ))}
  </div>
);

interface Recoverable {
  readonly id: string;
  readonly name: string;
  readonly at: number;
}

const timeOf = (at: number): string => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

const RecoveryBanner = () => {
  const connection = useSession((state) => state.connection);
  const open = useDocumentId();
  const [found, setFound] = useState<readonly Recoverable[]>([]);
  useEffect(() => {
    if (connection !== 'open') return;
    client.call('document.recoverable', {}).then(setFound, () => undefined);
  }, [connection]);
  useEffect(() => {
    if (open !== undefined) setFound((list) => list.filter(({ id }) => id !== open));
  }, [open]);
  const [first] = found.filter(({ id }) => id !== open);
  if (!first) return null;
  const done = (): void => setFound(found.filter(({ id }) => id !== first.id));
  return (
    <Banner
      tone="info"
      text={`“${first.name}” has changes from ${timeOf(first.at)} that were not saved.`}
      actions={[
        {
          label: 'Recover',
          primary: true,
          run: () => {
            done();
            void recoverDocument(first.id);
          },
        },
        {
          label: 'Discard',
          run: () => {
            done();
            client.call('document.forget', { id: first.id }).catch(() => undefined);
          },
        },
      ]}
    />
  );
};

const EngineBanner = () => {
  const engine = useSession((state) => state.engine);
  const [stopped, setStopped] = useState(false);
  const open = useDocumentId() !== undefined;
  const running = useIsRunning();
  useEffect(() => {
    if (engine.state === 'stopped' || engine.reason) setStopped(true);
  }, [engine]);
  useEffect(() => {
    if (running) setStopped(false);
  }, [running]);
  if (!stopped || !open) return null;
  return (
    <Banner
      tone="error"
      text="The engine stopped. Your flow is safe. Run again — finished steps are reused."
      actions={[
        {
          label: 'Run',
          primary: true,
          run: () => {
            setStopped(false);
            runCommand('run.all');
          },
        },
        { label: 'Dismiss', run: () => setStopped(false) },
      ]}
    />
  );
};

const returnTo = (saved: Flow): void =>
  apply('Discard recovered changes', (draft) => {
    Object.assign(draft, saved);
  });

const RecoveredBanner = () => {
  const recovered = useSession((state) => state.recovered);
  if (!recovered?.saved) return null;
  const { at, saved } = recovered;
  const keep = {
    label: 'Keep',
    primary: true,
    run: () => {
      setSession({ recovered: null });
      void saveDocument();
    },
  };
  const discard = {
    label: 'Back to the file',
    run: () => {
      setSession({ recovered: null });
      returnTo(saved);
    },
  };
  return (
    <Banner
      tone="info"
      text={`Recovered changes from ${timeOf(at)} that were not in the file.`}
      actions={[keep, discard]}
    />
  );
};

const ChangedBanner = () => {
  const changed = useSession((state) => state.fileChanged);
  if (!changed) return null;
  return (
    <Banner
      tone="warning"
      text="Another program changed this file."
      actions={[
        { label: 'Reload', run: () => void reloadDocument() },
        {
          label: 'Keep mine',
          run: () => {
            setSession({ fileChanged: false });
            void saveDocument({ overwrite: true });
          },
        },
      ]}
    />
  );
};

const ConnectionBanner = () => {
  const connection = useSession((state) => state.connection);
  return connection === 'lost' ? (
    <Banner tone="warning" text="The connection to Millrace was lost. Trying again…" actions={[]} />
  ) : null;
};

/** What needs a decision, without standing in the way. */
export const Banners = () => (
  <div className="banners">
    <ConnectionBanner />
    <EngineBanner />
    <ChangedBanner />
    <RecoveredBanner />
    <RecoveryBanner />
  </div>
);
