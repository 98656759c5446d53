// The words of a walked node stand in `walk.ts`.
const categoryFlag: i32 = 2;

function isMissing(value: f32): bool {
  return (reinterpret<u32>(value) & 0x7fffffff) > 0x7f800000;
}

function step(nodes: usize, at: usize, row: usize): usize {
  const value: f32 = load<f32>(row + <usize>load<u32>(at));
  const flags: i32 = load<i32>(at + 12);
  const right: i32 = i32(value > load<f32>(at + 4)) | (i32(isMissing(value)) & flags);
  return nodes + <usize>load<u32>(at + 8) + ((<usize>(right & 1)) << 4);
}

function stepAny(nodes: usize, at: usize, row: usize, masks: usize): usize {
  const flags: i32 = load<i32>(at + 12);
  if ((flags & categoryFlag) === 0) return step(nodes, at, row);
  const value: f32 = load<f32>(row + <usize>load<u32>(at));
  let right: usize = 1;
  if (isMissing(value)) right = <usize>(flags & 1);
  else if (value >= 0) {
    const bin: u32 = <u32>min<f32>(value, 254);
    right =
      1 -
      <usize>((load<u32>(masks + ((<usize>load<u32>(at + 4)) << 5) + ((<usize>(bin >> 5)) << 2)) >> (bin & 31)) & 1);
  }
  return nodes + <usize>load<u32>(at + 8) + (right << 4);
}

function storeLeaf(at: usize, row: i32, leaves: usize): void {
  store<i32>(leaves + ((<usize>row) << 2), load<i32>(at + 12) >> 2);
}

export function walkRows(nodes: usize, root: usize, masks: usize, block: usize, count: i32, leaves: usize): void {
  const first: usize = nodes + root;
  let row: i32 = 0;
  if (masks === 0)
    // Four rows at once: while one waits for its node to come from memory, the others go on.
    for (; row + 4 <= count; row += 4) {
      const from: usize = block + ((<usize>row) << 2);
      let a: usize = first;
      let b: usize = first;
      let c: usize = first;
      let d: usize = first;
      let moved: usize = 1;
      while (moved !== 0) {
        const nextA: usize = step(nodes, a, from);
        const nextB: usize = step(nodes, b, from + 4);
        const nextC: usize = step(nodes, c, from + 8);
        const nextD: usize = step(nodes, d, from + 12);
        moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d);
        a = nextA;
        b = nextB;
        c = nextC;
        d = nextD;
      }
      storeLeaf(a, row, leaves);
      storeLeaf(b, row + 1, leaves);
      storeLeaf(c, row + 2, leaves);
      storeLeaf(d, row + 3, leaves);
    }
  for (; row < count; row++) {
    const from: usize = block + ((<usize>row) << 2);
    let at: usize = first;
    for (;;) {
      const next: usize = masks === 0 ? step(nodes, at, from) : stepAny(nodes, at, from, masks);
      if (next === at) break;
      at = next;
    }
    storeLeaf(at, row, leaves);
  }
}

export function addWalked(leaves: usize, count: i32, values: usize, width: i32, sums: usize, stride: i32): void {
  for (let row: i32 = 0; row < count; row++) {
    const from: usize = values + ((<usize>(load<i32>(leaves + ((<usize>row) << 2)) * width)) << 3);
    const to: usize = sums + <usize>row * <usize>stride;
    for (let value: i32 = 0; value < width; value++) {
      const at: usize = (<usize>value) << 3;
      store<f64>(to + at, load<f64>(to + at) + load<f64>(from + at));
    }
  }
}
