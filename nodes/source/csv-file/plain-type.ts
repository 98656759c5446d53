const number = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/;
const date = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?$/;

/** What a text looks like at first glance; enough to tell a header from data. */
export const plainType = (text: string): 'number' | 'date' | 'boolean' | 'text' => {
  const trimmed = text.trim();
  if (number.test(trimmed)) return 'number';
  if (date.test(trimmed)) return 'date';
  return /^(true|false)$/i.test(trimmed) ? 'boolean' : 'text';
};
