/** A source as Lever sends it. Lever docs, "Sources > Source attributes". */
export interface SourceWire {
  readonly text: string;
  readonly count: number;
}
