function copySmall(to: usize, from: usize, bytes: usize): void {
  if (bytes === 8) store<u64>(to, load<u64>(from));
  else if (bytes === 4) store<u32>(to, load<u32>(from));
  else if (bytes === 2) store<u16>(to, load<u16>(from));
  else store<u8>(to, load<u8>(from));
}

/** No row waits for another, so many that are far apart are under way at once. */
export function gatherRows(rows: usize, count: i32, from: usize, shift: i32, to: usize): void {
  const bytes: usize = (<usize>1) << shift;
  for (let at: i32 = 0; at < count; at++) {
    const source: usize = from + ((<usize>load<u32>(rows + ((<usize>at) << 2))) << shift);
    const target: usize = to + ((<usize>at) << shift);
    if (bytes < 16) copySmall(target, source, bytes);
    else for (let own: usize = 0; own < bytes; own += 16) v128.store(target + own, v128.load(source + own));
  }
}
