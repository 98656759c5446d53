export function binNumbers(values: usize, count: i32, edges: usize, to: usize, stride: i32): void {
  for (let at: i32 = 0; at < count; at++) {
    const value: f32 = load<f32>(values + ((<usize>at) << 2));
    let below: usize = 0;
    for (let step: usize = 128; step > 0; step >>= 1)
      below += select<usize>(step, 0, value > load<f32>(edges + ((below + step - 1) << 2)));
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
