import { useEffect, useState } from 'react';

/** Milliseconds since a moment, told anew every half second; undefined where there is none. */
export const useElapsed = (since: number | undefined): number | undefined => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? undefined : Math.max(0, now - since);
};
