export interface KeyNames {
  readonly left: string;
  readonly right: string;
}

const name = '(?:"((?:[^"]|"")+)"|([^"=]+?))';
const form = new RegExp(String.raw`^\s*${name}\s*(?:=\s*${name}\s*)?$`);

/** `id`, `left = right` or `"a = b" = c`; undefined where a line is none of these. */
export const parseKey = (line: string): KeyNames | undefined => {
  const match = form.exec(line);
  if (!match) return undefined;
  const left = match[1]?.replaceAll('""', '"') ?? match[2] ?? '';
  return { left, right: match[3]?.replaceAll('""', '"') ?? match[4] ?? left };
};
