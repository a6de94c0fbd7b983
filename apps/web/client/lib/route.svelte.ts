import type { UnitChoice } from './display-units.ts';
import { parseRoute, routeText, type RoutePlace } from './route-text.ts';

/** What a change of page keeps: the units. */
const kept = ['D', 'T'] as const;

class Route {
  place: RoutePlace = $state.raw(parseRoute(location.hash));
  units: UnitChoice = $derived({
    diffusivity: this.place.query['D'] === 'm2/s' ? 'm2/s' : 'cm2/s',
    temperature: this.place.query['T'] === 'K' ? 'K' : 'degC',
  });

  /** The address of another page under the same units. */
  href(page: string, arg = '', query: Readonly<Record<string, string>> = {}): string {
    const same = Object.fromEntries(kept.map((key) => [key, this.place.query[key] ?? '']));
    return routeText({ page, arg, query: { ...same, ...query } });
  }

  /** Changes part of the query; an empty value removes it. A step in the history unless it is only a setting. */
  set(query: Readonly<Record<string, string>>, how: 'push' | 'replace' = 'replace'): void {
    const place = { ...this.place, query: { ...this.place.query, ...query } };
    if (how === 'push') history.pushState(null, '', routeText(place));
    else history.replaceState(null, '', routeText(place));
    this.place = place;
  }

  follow(): void {
    this.place = parseRoute(location.hash);
  }
}

/** The page's one address. */
export const route: Route = new Route();
addEventListener('hashchange', () => route.follow());
addEventListener('popstate', () => route.follow());
