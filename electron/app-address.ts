/** Where the window's page lives. Served by `protocol.ts`, so no part of the page ever has a file address. */
export const appAddress = 'app://bundle/';

/** `new URL('app://bundle/x').origin` is the text "null" for a scheme of our own, so protocol and host are compared instead. */
export const isAppAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === 'app:' && host === 'bundle';
};
