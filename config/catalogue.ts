import type { Config } from './config.ts';
import { suggestion } from './near.ts';
import { type ConfigProblem, shown } from './problem.ts';

/** What the API knows at this moment: prices and sold-out types change, so nothing of it is written down here. */
export interface Catalogue {
  /** Server types, each with the locations it is offered in. */
  readonly types: readonly { readonly name: string; readonly locations: readonly string[] }[];
  readonly locations: readonly string[];
  readonly images: readonly string[];
}

/** What a config names and the API does not have. Pure; `edges/catalogue.ts` fetches the lists. */
export function checkCatalogue(config: Config, { types, locations, images }: Catalogue): ConfigProblem[] {
  const names = types.map(({ name }) => name);
  return config.servers.flatMap((server, index) => {
    const at = `servers[${index}]`;
    const problems: ConfigProblem[] = [];
    const unknown = (field: 'type' | 'location' | 'image', what: string, known: readonly string[]) => {
      if (known.includes(server[field])) return false;
      const next = suggestion(server[field], known);
      problems.push({
        path: `${at}.${field}`,
        value: shown(server[field]),
        rule: `is no ${what} that Hetzner has.`,
        next,
      });
      return true;
    };
    const type = types.find(({ name }) => name === server.type);
    const isTypeUnknown = unknown('type', 'server type', names);
    const isLocationUnknown = unknown('location', 'location', locations);
    unknown('image', 'image', images);
    if (!isTypeUnknown && !isLocationUnknown && type && !type.locations.includes(server.location)) {
      const there = types.filter((other) => other.locations.includes(server.location)).map(({ name }) => name);
      problems.push({
        path: `${at}.type`,
        value: shown(server.type),
        rule: `is not offered in ${server.location}.`,
        next: `it is in ${type.locations.join(', ') || 'no location'}; ${server.location} has ${there.join(', ') || 'none'}`,
      });
    }
    return problems;
  });
}
