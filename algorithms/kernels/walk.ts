/**
 * A node that rows walk through, 16 bytes: address of its column in the block of rows (int32, from the block on) · threshold as
 * float32, or number of the category mask · address of its left child (from the nodes on; the right one stands behind it) ·
 * flags: 1 where missing values go right, 2 for categories. A leaf is its own left child, its threshold is infinite, and
 * the flags above the lowest two are the number of its value.
 */
export const walkNodeBytes = 16;
export const walkFlags = { missingRight: 1, category: 2 } as const;
export const leafShift = 2;

export interface WalkKernels {
  /**
   * Where `count` rows end in the tree whose root stands at `nodes` + `root`: numbers of leaf values as int32. The block of
   * rows is column-major float32. `masks` is 0 where there are no categories, else 32 bytes each.
   */
  walkRows(nodes: number, root: number, masks: number, block: number, count: number, leaves: number): void;
  /** Adds `width` float64 of each row's leaf to its sums, which are `stride` bytes apart. */
  addWalked(leaves: number, count: number, values: number, width: number, sums: number, stride: number): void;
}
