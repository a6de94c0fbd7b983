/**
 * Action: puts an SVG text into an element as nodes. It is parsed as a document of its own and imported only when its root is an SVG that holds
 * no script, foreign content, event handler or outside link; the page has no `{@html}` at all.
 */
export function svgNode(host: HTMLElement, text: string): { update(text: string): void } {
  const show = (next: string): void => {
    const { documentElement: root } = new DOMParser().parseFromString(next, 'image/svg+xml');
    if (root.localName !== 'svg' || !isHarmless(root)) {
      host.replaceChildren('this figure could not be drawn');
      return;
    }
    host.replaceChildren(document.importNode(root, true));
  };
  show(text);
  return { update: show };
}

function isHarmless(root: Element): boolean {
  if (root.querySelector('script, foreignObject, iframe, parsererror, animate, set')) return false;
  return [root, ...root.querySelectorAll('*')].every((node) =>
    [...node.attributes].every(
      ({ name, value }) => !/^on/iu.test(name) && (!/href$/iu.test(name) || /^(#|data:image\/png;base64,)/u.test(value)),
    ),
  );
}
