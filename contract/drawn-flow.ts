/** The flow that runs, for those who tell of it. */
export interface DrawnFlow {
  readonly name: string;
  readonly description?: string;
  readonly seed: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly type: string;
    readonly title: string;
    readonly at?: readonly [x: number, y: number];
  }[];
  /** Ids of nodes. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Files that were read, each with the hash of its content. */
  readonly data: readonly { readonly title: string; readonly path: string; readonly fingerprint: string }[];
}
