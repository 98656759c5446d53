import { readFileSync } from 'node:fs';

/**
 * Megabytes that this process has held at most. `maxRSS` would be no less than what the process that started it held, so
 * Linux is asked for the memory itself.
 */
export const peakMegabytes = (): number => {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
};
