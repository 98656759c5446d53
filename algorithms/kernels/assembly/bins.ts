export function binNumbers(values: usize, count: i32, edges: usize, to: usize, stride: i32): void {
  for (let at: i32 = 0; at < count; at++) {
    const value: f32 = load<f32>(values + ((<usize>at) << 2));
    // Written out: V8 makes a branch of a choice, which would be guessed wrong half of the time.
    let below: usize = (<usize>(value > load<f32>(edges, 127 * 4))) << 7;
    below += (<usize>(value > load<f32>(edges + (below << 2), 63 * 4))) << 6;
    below += (<usize>(value > load<f32>(edges + (below << 2), 31 * 4))) << 5;
    below += (<usize>(value > load<f32>(edges + (below << 2), 15 * 4))) << 4;
    below += (<usize>(value > load<f32>(edges + (below << 2), 7 * 4))) << 3;
    below += (<usize>(value > load<f32>(edges + (below << 2), 3 * 4))) << 2;
    below += (<usize>(value > load<f32>(edges + (below << 2), 4))) << 1;
    below += <usize>(value > load<f32>(edges + (below << 2)));
    store<u8>(
      to + <usize>at * <usize>stride,
      <u8>select<usize>(255, below, (reinterpret<u32>(value) & 0x7fffffff) > 0x7f800000),
    );
  }
}

export function binCategories(values: usize, count: i32, to: usize, stride: i32): void {
  for (let at: i32 = 0; at < count; at++) {
    const code: f32 = load<f32>(values + ((<usize>at) << 2));
    const bin: i32 = code >= 0 ? <i32>min<f32>(code, 254) : 255;
    store<u8>(to + <usize>at * <usize>stride, <u8>bin);
  }
}
