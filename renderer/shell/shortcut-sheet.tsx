import { keysText } from '../commands/keys.ts';
import { commands } from '../commands/registry.ts';
import { setSession } from '../state/session.ts';
import { Modal } from './modal.tsx';

const groups: readonly { readonly title: string; readonly areas: readonly string[] }[] = [
  { title: 'Run', areas: ['run'] },
  { title: 'Edit', areas: ['edit', 'node'] },
  { title: 'Canvas', areas: ['canvas'] },
  { title: 'Window', areas: ['view', 'help'] },
  { title: 'File', areas: ['file'] },
];

const others: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  { title: 'Copy, cut, paste', keys: ['Mod+C', 'Mod+X', 'Mod+V'] },
  { title: 'Pan', keys: ['Space'] },
];

const areaOf = (id: string): string => id.slice(0, id.indexOf('.'));

/** All shortcuts on one page. */
export const ShortcutSheet = () => (
  <Modal title="Keyboard shortcuts" className="shortcut-sheet" onLeave={() => setSession({ overlay: null })}>
    <div className="shortcut-columns">
      {groups.map(({ title, areas }) => (
        <section key={title} aria-label={title}>
          <h3 className="caps">{title}</h3>
          <dl>
            {[
              ...commands.filter((command) => areas.includes(areaOf(command.id))),
              ...(title === 'Edit' ? others.slice(0, 1) : title === 'Canvas' ? others.slice(1) : []),
            ]
              .filter((command) => (command.keys?.length ?? 0) > 0)
              .map((command) => (
                <div key={command.title} className="shortcut">
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.slice(0, 3).map((chord) => (
                      <span key={chord} className="kbd">
                        {keysText(chord)}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  </Modal>
);
