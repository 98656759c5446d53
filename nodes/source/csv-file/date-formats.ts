interface DateFormat {
  /** As strptime knows it. */
  readonly format: string;
  readonly source: string;
}

const days = [
  ['%d.%m.%Y', '[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4}'],
  // The American order first: it is commoner in public data where both fit, and the choice is reported.
  ['%m/%d/%Y', '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}'],
  ['%d/%m/%Y', '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}'],
  ['%d-%m-%Y', '[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}'],
  ['%m-%d-%Y', '[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}'],
  ['%Y/%m/%d', '[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}'],
  ['%d %b %Y', '[0-9]{1,2} [A-Za-z]{3} [0-9]{4}'],
  ['%d-%b-%Y', '[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}'],
  ['%d %B %Y', '[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}'],
  ['%B %d, %Y', '[A-Za-z]{3,9} [0-9]{1,2}, [0-9]{4}'],
  ['%b %d, %Y', '[A-Za-z]{3} [0-9]{1,2}, [0-9]{4}'],
] as const;

const times = [
  ['', ''],
  [' %H:%M', ' [0-9]{1,2}:[0-9]{2}'],
  [' %H:%M:%S', ' [0-9]{1,2}:[0-9]{2}:[0-9]{2}'],
] as const;

/** Formats of dates beside ISO, the one to prefer first. */
export const dateFormats: readonly DateFormat[] = days.flatMap(([day, dayPattern]) =>
  times.map(([time, timePattern]) => ({ format: day + time, source: dayPattern + timePattern })),
);

/** Two formats that read the same texts but swap day and month. */
export const swapped = (format: string): string | undefined => {
  const order = /^%([dm])([/-])%([dm])(.*)$/.exec(format);
  return order ? `%${order[3]}${order[2]}%${order[1]}${order[4]}` : undefined;
};
