/** Something that should be a record, and the line of the file it stands in. */
export interface RecordRow {
  readonly value: unknown;
  readonly line: number;
}
