/** A tag as Lever sends it. Lever docs, "Tags > Tag attributes". */
export interface TagWire {
  readonly text: string;
  readonly count: number;
}
