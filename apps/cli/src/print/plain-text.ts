/** Text of a file or a name on the disk for a terminal: control characters, which could move its cursor or worse, become a mark. */
// oxlint-disable-next-line no-control-regex -- these are the characters to keep out
export const plainText = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
