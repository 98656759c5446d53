import { type TidyInput, tidyLayout } from './tidy-layout.ts';

self.addEventListener('message', (event: MessageEvent<TidyInput>) => self.postMessage(tidyLayout(event.data)));
