/** Where the page is: `#/plugin/eis?T=K&sel=…`. The address holds everything a second window needs to show the same. */
export interface RoutePlace {
  readonly page: string;
  readonly arg: string;
  readonly query: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): RoutePlace {
  const [path = '', search = ''] = hash.replace(/^#\/?/u, '').split('?', 2);
  const [page = '', ...rest] = path.split('/').map(decode);
  return { page: page === '' ? 'compare' : page, arg: rest.join('/'), query: Object.fromEntries(new URLSearchParams(search)) };
}

export function routeText({ page, arg, query }: RoutePlace): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${encodeURIComponent(page)}${arg === '' ? '' : `/${encodeURIComponent(arg)}`}${search === '' ? '' : `?${search}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
