import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Stalls {
  /** Milliseconds. */
  readonly mean: number;
  readonly percentile99: number;
  readonly longest: number;
  /** The longest time for which this process was computing; the rest of a longer gap went to other processes. */
  readonly longestOwn: number;
}

const every = 5;

/** Watches the event loop of this process until the answered function is called. */
export const watchStalls = (): (() => Stalls) => {
  const delay = monitorEventLoopDelay({ resolution: every });
  let longestOwn = 0;
  let [at, cpu] = [performance.now(), process.cpuUsage()];
  const timer = setInterval(() => {
    const used = process.cpuUsage(cpu);
    const gap = performance.now() - at - every;
    longestOwn = Math.max(longestOwn, Math.min(gap, (used.user + used.system) / 1000));
    [at, cpu] = [performance.now(), process.cpuUsage()];
  }, every);
  delay.enable();
  return () => {
    clearInterval(timer);
    delay.disable();
    return {
      mean: delay.mean / 1e6,
      percentile99: delay.percentile(99) / 1e6,
      longest: delay.max / 1e6,
      longestOwn,
    };
  };
};
