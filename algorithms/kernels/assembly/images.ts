function copyFloats(from: usize, to: usize, count: i32): void {
  let at: usize = 0;
  const end: usize = (<usize>count) << 2;
  for (; at + 16 <= end; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < end; at += 4) store<f32>(to + at, load<f32>(from + at));
}

function addFloats(from: usize, to: usize, count: i32): void {
  let at: usize = 0;
  const end: usize = (<usize>count) << 2;
  for (; at + 16 <= end; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  for (; at < end; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
}

function clearFloats(to: usize, count: i32): void {
  const end: usize = to + ((<usize>count) << 2);
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) store<f32>(to, 0);
}

export function gatherPatches(
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  fieldHeight: i32,
  fieldWidth: i32,
  to: usize,
): void {
  const above: i32 = (fieldHeight - 1) >> 1;
  const before: i32 = (fieldWidth - 1) >> 1;
  const run: i32 = fieldWidth * channels;
  for (let y: i32 = 0; y < height; y++)
    for (let x: i32 = 0; x < width; x++) {
      const left: i32 = max<i32>(0, before - x);
      const right: i32 = min<i32>(fieldWidth, width - x + before);
      for (let dy: i32 = 0; dy < fieldHeight; dy++) {
        const row: i32 = y + dy - above;
        if (row < 0 || row >= height) clearFloats(to, run);
        else {
          const source: usize = from + ((<usize>((row * width + x - before + left) * channels)) << 2);
          if (left > 0) clearFloats(to, left * channels);
          copyFloats(source, to + ((<usize>(left * channels)) << 2), (right - left) * channels);
          if (right < fieldWidth) clearFloats(to + ((<usize>(right * channels)) << 2), (fieldWidth - right) * channels);
        }
        to += (<usize>run) << 2;
      }
    }
}

export function scatterPatches(
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  fieldHeight: i32,
  fieldWidth: i32,
  to: usize,
): void {
  const above: i32 = (fieldHeight - 1) >> 1;
  const before: i32 = (fieldWidth - 1) >> 1;
  const run: i32 = fieldWidth * channels;
  for (let y: i32 = 0; y < height; y++)
    for (let x: i32 = 0; x < width; x++) {
      const left: i32 = max<i32>(0, before - x);
      const right: i32 = min<i32>(fieldWidth, width - x + before);
      for (let dy: i32 = 0; dy < fieldHeight; dy++) {
        const row: i32 = y + dy - above;
        if (row >= 0 && row < height) {
          const target: usize = to + ((<usize>((row * width + x - before + left) * channels)) << 2);
          addFloats(from + ((<usize>(left * channels)) << 2), target, (right - left) * channels);
        }
        from += (<usize>run) << 2;
      }
    }
}

export function maxPool(
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  fieldHeight: i32,
  fieldWidth: i32,
  to: usize,
): void {
  const pixel: usize = (<usize>channels) << 2;
  const row: usize = pixel * <usize>width;
  for (let y: i32 = 0; y + fieldHeight <= height; y += fieldHeight)
    for (let x: i32 = 0; x + fieldWidth <= width; x += fieldWidth) {
      const corner: usize = from + <usize>y * row + <usize>x * pixel;
      let channel: usize = 0;
      for (; channel + 16 <= pixel; channel += 16) {
        let top: v128 = v128.load(corner + channel);
        for (let dy: i32 = 0; dy < fieldHeight; dy++)
          for (let dx: i32 = 0; dx < fieldWidth; dx++)
            top = f32x4.pmax(top, v128.load(corner + <usize>dy * row + <usize>dx * pixel + channel));
        v128.store(to + channel, top);
      }
      for (; channel < pixel; channel += 4) {
        let top: f32 = load<f32>(corner + channel);
        for (let dy: i32 = 0; dy < fieldHeight; dy++)
          for (let dx: i32 = 0; dx < fieldWidth; dx++) {
            const value: f32 = load<f32>(corner + <usize>dy * row + <usize>dx * pixel + channel);
            if (value > top) top = value;
          }
        store<f32>(to + channel, top);
      }
      to += pixel;
    }
}

export function maxPoolGradient(
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  fieldHeight: i32,
  fieldWidth: i32,
  tops: usize,
  deltas: usize,
  to: usize,
): void {
  const pixel: usize = (<usize>channels) << 2;
  const row: usize = pixel * <usize>width;
  for (let y: i32 = 0; y + fieldHeight <= height; y += fieldHeight)
    for (let x: i32 = 0; x + fieldWidth <= width; x += fieldWidth) {
      const corner: usize = <usize>y * row + <usize>x * pixel;
      for (let channel: usize = 0; channel < pixel; channel += 4) {
        const top: f32 = load<f32>(tops + channel);
        let open: bool = true;
        for (let dy: i32 = 0; dy < fieldHeight && open; dy++)
          for (let dx: i32 = 0; dx < fieldWidth && open; dx++) {
            const at: usize = corner + <usize>dy * row + <usize>dx * pixel + channel;
            if (load<f32>(from + at) === top) {
              store<f32>(to + at, load<f32>(deltas + channel));
              open = false;
            }
          }
      }
      tops += pixel;
      deltas += pixel;
    }
}
