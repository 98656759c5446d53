// Where rows are so far apart that each waits for memory, a loop that does nothing but touch them has several times as many
// of them under way at once as one that works on them.

/** Whether ascending rows are a cache line and more apart on average; a row has 1 << `shift` bytes. */
export function isApart(rows: usize, count: i32, shift: usize): bool {
  const last: u32 = load<u32>(rows + ((<usize>count - 1) << 2));
  return (<usize>(last - load<u32>(rows))) << shift > 64 * <usize>count;
}

/** Answers a sum, so that the loop is not left out: it has to be stored somewhere. */
export function touch(rows: usize, count: i32, records: usize, shift: usize): u32 {
  let touched: u32 = 0;
  for (let at: i32 = 0; at < count; at++)
    touched += load<u8>(records + ((<usize>load<u32>(rows + ((<usize>at) << 2))) << shift));
  return touched;
}
