/**
 * The server types on offer. Names, sizes and places follow Hetzner's catalogue of 2026; ids are Hetzner's where they
 * are known (cx11, cpx11 to cpx51, cpx22). Prices are for rehearsing cost output, not an offer.
 */
import { type Location, locations } from './locations.ts';

type Deprecation = { readonly announced: string; readonly unavailable_after: string };

export interface ServerType {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly cores: number;
  /** Gigabytes. */
  readonly memory: number;
  /** Gigabytes. */
  readonly disk: number;
  readonly storage_type: 'local';
  readonly cpu_type: 'shared' | 'dedicated';
  readonly architecture: 'x86' | 'arm';
  readonly deprecated: boolean;
  readonly deprecation: Deprecation | null;
  readonly prices: readonly object[];
  readonly locations: readonly {
    id: number;
    name: string;
    deprecation: Deprecation | null;
    available: boolean;
    recommended: boolean;
  }[];
}

const europe = ['fsn1', 'nbg1', 'hel1'];
const america = ['ash', 'hil'];
const singapore = ['sin'];

interface Family {
  readonly category: string;
  readonly cpu: 'shared' | 'dedicated';
  readonly architecture: 'x86' | 'arm';
  readonly places: readonly string[];
  /** Places where it can no longer be ordered. */
  readonly gone?: readonly string[];
}

const families = {
  cx: { category: 'cost_optimized', cpu: 'shared', architecture: 'x86', places: europe },
  cax: { category: 'cost_optimized', cpu: 'shared', architecture: 'arm', places: europe },
  cpx1: {
    category: 'regular_purpose',
    cpu: 'shared',
    architecture: 'x86',
    places: [...europe, ...america, ...singapore],
    gone: europe,
  },
  cpx2: { category: 'regular_purpose', cpu: 'shared', architecture: 'x86', places: [...europe, ...singapore] },
  ccx: {
    category: 'general_purpose',
    cpu: 'dedicated',
    architecture: 'x86',
    places: [...europe, ...america, ...singapore],
  },
  cx1: { category: 'cost_optimized', cpu: 'shared', architecture: 'x86', places: [] },
} as const satisfies Record<string, Family>;

/** Hetzner's own dates: cpx11 to cpx51 left Europe at the turn of 2025. */
const goneSince: Deprecation = {
  announced: '2025-10-16T06:00:00+00:00',
  unavailable_after: '2025-12-31T23:59:59+00:00',
};

/** Hours a month at most costs: 28 days minus two thirds of one, as in Hetzner's price list. */
const billedHours = 624;
const vat = 1.19;
const tib = 2 ** 40;

const money = (net: number, digits: number) => ({ net: net.toFixed(digits), gross: (net * vat).toFixed(digits) });

function priceIn(place: Location, monthly: number): object {
  const inEurope = place.network_zone === 'eu-central';
  return {
    location: place.name,
    price_hourly: money(monthly / billedHours, 4),
    price_monthly: money(monthly, 2),
    included_traffic: inEurope ? 20 * tib : tib,
    price_per_tb_traffic: money(place.name === 'sin' ? 7.4 : 1, 2),
  };
}

/** id, name, cores, memory, disk, euros a month */
type Row = readonly [id: number, name: string, cores: number, memory: number, disk: number, monthly: number];

function describe(family: Family, [id, name, cores, memory, disk, monthly]: Row): ServerType {
  const places = locations.filter((place) => family.places.includes(place.name));
  return {
    id,
    name,
    description: name.toUpperCase().replace(/^([A-Z]+)(\d+)$/, name.startsWith('cpx') ? '$1 $2' : '$1$2'),
    category: family.category,
    cores,
    memory,
    disk,
    storage_type: 'local',
    cpu_type: family.cpu,
    architecture: family.architecture,
    deprecated: false,
    deprecation: null,
    prices: places.map((place) => priceIn(place, monthly)),
    locations: places.map((place) => {
      const gone = family.gone?.includes(place.name) ?? false;
      return {
        id: place.id,
        name: place.name,
        deprecation: gone ? goneSince : null,
        available: !gone,
        recommended: !gone,
      };
    }),
  };
}

const rows: readonly (readonly [keyof typeof families, Row])[] = [
  ['cpx1', [22, 'cpx11', 2, 2, 40, 5.49]],
  ['cpx1', [23, 'cpx21', 3, 4, 80, 9.49]],
  ['cpx1', [24, 'cpx31', 4, 8, 160, 17.49]],
  ['cpx1', [25, 'cpx41', 8, 16, 240, 32.49]],
  ['cpx1', [26, 'cpx51', 16, 32, 360, 70.49]],
  ['cax', [45, 'cax11', 2, 4, 40, 5.99]],
  ['cax', [93, 'cax21', 4, 8, 80, 9.99]],
  ['cax', [94, 'cax31', 8, 16, 160, 19.99]],
  ['cax', [95, 'cax41', 16, 32, 320, 39.49]],
  ['ccx', [96, 'ccx13', 2, 8, 80, 42.99]],
  ['ccx', [97, 'ccx23', 4, 16, 160, 85.99]],
  ['ccx', [98, 'ccx33', 8, 32, 240, 168.99]],
  ['ccx', [99, 'ccx43', 16, 64, 360, 335.49]],
  ['ccx', [100, 'ccx53', 32, 128, 600, 669.99]],
  ['ccx', [101, 'ccx63', 48, 192, 960, 1004.99]],
  ['cpx2', [108, 'cpx12', 1, 2, 40, 10.49]],
  ['cpx2', [109, 'cpx22', 2, 4, 80, 19.49]],
  ['cpx2', [110, 'cpx32', 4, 8, 160, 35.49]],
  ['cpx2', [111, 'cpx42', 8, 16, 320, 69.49]],
  ['cpx2', [112, 'cpx52', 12, 24, 480, 99.99]],
  ['cpx2', [113, 'cpx62', 16, 32, 640, 138.99]],
  ['cx', [114, 'cx23', 2, 4, 40, 5.49]],
  ['cx', [115, 'cx33', 4, 8, 80, 8.49]],
  ['cx', [116, 'cx43', 8, 16, 160, 15.99]],
  ['cx', [117, 'cx53', 16, 32, 320, 30.49]],
];

export const serverTypes: readonly ServerType[] = rows.map(([family, row]) => describe(families[family], row));

/** Types that no list names any more; the real API still tells what they were when asked by id. */
export const retiredServerTypes: readonly ServerType[] = [
  {
    ...describe(families.cx1, [1, 'cx11', 1, 2, 20, 3.29]),
    deprecated: true,
    deprecation: { announced: '2024-06-06T06:00:00+00:00', unavailable_after: '2024-09-06T06:00:00+00:00' },
  },
];

const everyType = [...serverTypes, ...retiredServerTypes];

export const serverTypeById = (id: number): ServerType | undefined => everyType.find((type) => type.id === id);

/** By name, or by id as a number or text. */
export function findServerType(idOrName: number | string): ServerType | undefined {
  return everyType.find((type) => type.name === idOrName || String(type.id) === String(idOrName));
}

/** Whether a new server of this type can be had there at this time. */
export function isOrderable(type: ServerType, location: string, now: Date): boolean {
  const place = type.locations.find(({ name }) => name === location);
  if (place === undefined) return false;
  return place.deprecation === null || new Date(place.deprecation.unavailable_after) > now;
}
