import { client } from '../host/client.ts';
import { sayFailure } from './say-failure.ts';

export const restartEngine = async (): Promise<void> => {
  try {
    await client.call('host.restart-engine', {});
  } catch (failure) {
    sayFailure(failure);
  }
};
