import type { HostNews } from '../../contract/api.ts';
import type { Documents } from './documents.ts';

/** How often open files are looked at, in milliseconds. Polling sees changes on network folders, which watching does not. */
const lookEvery = 2000;

/** Tells once of each change that another program made to an open file. Answers how to stop looking. */
export const watchOutsideChanges = (documents: Documents, tell: (news: HostNews) => void): (() => void) => {
  const told = new Map<string, number>();
  const look = async (): Promise<void> => {
    for (const { id, path, fileTime } of documents.all()) {
      if (!path || fileTime === undefined || told.get(id) === fileTime) continue;
      if (!(await documents.changedOutside(id))) continue;
      told.set(id, fileTime);
      tell({ news: 'file-changed', document: id, path });
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), lookEvery);
  timer.unref();
  return () => clearInterval(timer);
};
