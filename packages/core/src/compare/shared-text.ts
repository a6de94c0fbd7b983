/** More are forgotten and made again. */
const MOST = 8192;

/**
 * A text made of two words, the same string each time it is asked for: thousands of pairs of a document are refused with the same few sentences,
 * and a string of its own for each would take most of its memory.
 */
export function sharedText(make: (a: string, b: string) => string): (a: string, b: string) => string {
  const texts = new Map<string, Map<string, string>>();
  let count = 0;
  return (a, b) => {
    const known = texts.get(a)?.get(b);
    if (known !== undefined) return known;
    if (count++ === MOST) {
      texts.clear();
      count = 1;
    }
    const text = make(a, b);
    const others = texts.get(a);
    if (others === undefined) texts.set(a, new Map([[b, text]]));
    else others.set(b, text);
    return text;
  };
}
