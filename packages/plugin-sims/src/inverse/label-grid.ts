/** Rows × columns of labels as any of the formats holds them. */
export interface LabelGrid {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}
