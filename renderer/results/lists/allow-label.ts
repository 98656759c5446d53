/** `Allow api.example.org`; a secret is named with the host that it goes to. */
export const allowLabel = (access: readonly string[]): string => {
  const hosts = access.filter((one) => !one.includes('@'));
  const sent = access.filter((one) => one.includes('@')).map((one) => one.split('@'));
  const secrets = sent.map(([name]) => name).join(', ');
  if (sent.length === 0) return `Allow ${hosts.join(', ')}`;
  if (hosts.length === 0) return `Allow sending ${secrets} to ${sent[0]?.[1]}`;
  return `Allow ${hosts.join(', ')}, sending ${secrets}`;
};
