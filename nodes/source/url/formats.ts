export const formats = ['csv', 'json', 'parquet', 'excel'] as const;
export type Format = (typeof formats)[number];

/** Begin with bytes of their own, whatever the address and the server call them. */
const signatures: readonly (readonly [readonly number[], Format])[] = [
  [[0x50, 0x41, 0x52, 0x31], 'parquet'],
  [[0x50, 0x4b, 0x03, 0x04], 'excel'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'excel'],
];

const byExtension: readonly (readonly [RegExp, Format])[] = [
  [/\.(csv|tsv|txt)(\.(gz|zst))?$/i, 'csv'],
  [/\.(json|ndjson|jsonl|geojson)(\.gz)?$/i, 'json'],
];

const byType: readonly (readonly [RegExp, Format])[] = [
  [/^(text\/csv|text\/tab-separated-values|application\/csv)\b/i, 'csv'],
  [/^application\/([\w.]+\+)?(json|x-ndjson|ndjson|jsonl|json-seq)\b/i, 'json'],
];

const found = (rules: readonly (readonly [RegExp, Format])[], text: string): Format | undefined =>
  rules.find(([pattern]) => pattern.test(text))?.[1];

/** What came, as far as it tells. */
export interface Arrived {
  readonly path: string;
  readonly contentType: string;
  /** The first bytes, unpacked. */
  readonly head: Uint8Array;
}

/** A page for people is what many addresses answer that need a sign-in; it is no data whatever its address says. */
const isPage = (text: string): boolean => /^\s*<(!doctype html|html|head|body)\b/i.test(text);

export const formatOf = ({ path, contentType, head }: Arrived): Format | undefined => {
  const signed = signatures.find(([bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (signed) return signed[1];
  const text = new TextDecoder().decode(head.subarray(0, 4096));
  if (isPage(text)) return undefined;
  const told = found(byType, contentType) ?? found(byExtension, path);
  if (told) return told;
  if (/^\s*[[{]/.test(text.replace(/^\uFEFF/, ''))) return 'json';
  return text.includes('\0') || text.startsWith('<') ? undefined : 'csv';
};
