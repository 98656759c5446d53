export interface WebAddress {
  readonly url: URL;
}

/** What is wrong with an address, as the end of “… is not valid: ”. */
export interface NotAnAddress {
  readonly reason: string;
}

/** An address outside that a flow names. It never holds a password: a flow is a file that is handed around. */
export const webAddress = (text: string, protocols: readonly string[]): WebAddress | NotAnAddress => {
  const wanted = protocols.map((protocol) => `${protocol}://`).join(' or ');
  if (!URL.canParse(text)) return { reason: `it is no address that begins with ${wanted}` };
  const url = new URL(text);
  if (!protocols.includes(url.protocol.slice(0, -1)) || url.hostname === '')
    return { reason: `it does not begin with ${wanted}` };
  if (url.password !== '' || url.username !== '')
    return { reason: 'it holds a name or a password, which must not stand in a flow' };
  return { url };
};

/** Without what stands behind the path, which may hold keys. */
export const shownAddress = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`;
