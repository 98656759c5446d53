export interface Quoting {
  readonly delimiter: string;
  /** Empty: there are no quotes. */
  readonly quote: string;
  readonly escape: string;
}

/** Splits text into records of fields; enough of the format to look at the head of a file. A record cut off at the end of the text is left out unless `complete`. */
export const parseRecords = (
  text: string,
  { delimiter, quote, escape: escaping }: Quoting,
  { complete, limit }: { readonly complete: boolean; readonly limit: number },
): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endRecord = (): void => {
    record.push(field);
    if (record.length > 1 || field !== '') records.push(record);
    record = [];
    field = '';
  };
  for (let i = 0; i < text.length && records.length < limit; i++) {
    const char = text.charAt(i);
    if (quoted) {
      if (char === escaping && text.charAt(i + 1) === quote) field += text.charAt(++i);
      else if (char === quote) quoted = false;
      else field += char;
    } else if (quote !== '' && char === quote && field === '') quoted = true;
    else if (char === delimiter) {
      record.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text.charAt(i + 1) === '\n') i++;
      endRecord();
    } else field += char;
  }
  if (complete && records.length < limit && (record.length > 0 || field !== '')) endRecord();
  return records;
};
