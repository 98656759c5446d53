/** Measures of a node card, in the flow's pixels. The style sheet has the same ones. */
export const card = { width: 240, header: 54, row: 24, below: 8, footer: 31 } as const;

export interface CardContent {
  readonly inputs: number;
  readonly outputs: number;
}

/** Known before anything is drawn, so that wires and views need not wait for a measurement. */
export const cardHeight = ({ inputs, outputs }: CardContent): number =>
  card.header + Math.max(inputs, outputs) * card.row + card.below + card.footer;

/** Middle of the nth port, from the card's top. */
export const portOffset = (index: number): number => card.header + index * card.row + card.row / 2;
