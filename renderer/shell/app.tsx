import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { runCommand } from '../commands/registry.ts';
import { useKeyboard } from '../commands/use-keyboard.ts';
import { startAutosave } from '../files/autosave.ts';
import { startChecking } from '../files/check-flow.ts';
import { startRemembering } from '../files/reopen.ts';
import { startWatchingHost } from '../files/watch-host.ts';
import { startWatchingRuns } from '../files/watch-run.ts';
import { useDocument } from '../state/document.ts';
import { Banners } from './banners.tsx';
import { Editor } from './editor.tsx';
import { LiveRegion } from './live-region.tsx';
import { Overlays } from './overlays.tsx';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { Welcome } from './welcome.tsx';

startWatchingHost(runCommand);

/** The whole window. */
export const App = () => {
  const open = useDocument((state) => state.info !== null);
  useKeyboard();
  useEffect(() => {
    const stops = [startAutosave(), startChecking(), startWatchingRuns(), startRemembering()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <div className="app">
          <TopBar />
          <Banners />
          {open ? <Editor /> : <Welcome />}
          <Overlays />
          <Toasts />
          <LiveRegion />
        </div>
      </Tooltip.Provider>
    </CSPProvider>
  );
};
