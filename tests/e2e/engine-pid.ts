import { readdirSync, readFileSync } from 'node:fs';

const parentOf = (pid: string): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};

/** The process of the engine that a host started. Linux only. */
export const enginePid = (host: number): number => {
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return parentOf(pid) === host && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine-process');
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('the host has no engine process');
  return Number(found);
};
