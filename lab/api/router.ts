/**
 * Finds the handler of a request. Patterns are paths below `/v1`, a segment that starts with `:` matches anything:
 * `/servers/:id/actions/poweron`. A literal segment wins over a parameter.
 */

/** A request as handlers see it: routed, authorised, its body parsed as JSON (`undefined` when there was none). */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  /** Serialised as JSON; left out for 204. */
  readonly body?: object;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly pattern: string;
  /** Query parameters the handler honours; any other one is refused, because an ignored filter returns too much. */
  readonly query?: readonly string[];
  handle(request: ApiRequest): Reply | Promise<Reply>;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  readonly routes: Map<string, { route: Route; names: readonly string[] }>;
}

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-verb'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown-path' };

const emptyNode = (): Node => ({ literals: new Map(), routes: new Map() });
const segmentsOf = (path: string): string[] => path.split('/').slice(1);

export class Router {
  readonly #root = emptyNode();

  constructor(routes: Iterable<Route>) {
    for (const route of routes) this.#add(route);
  }

  match(method: string, path: string): Match {
    const values: string[] = [];
    const node = find(this.#root, segmentsOf(path), 0, values);
    if (node === undefined || node.routes.size === 0) return { kind: 'unknown-path' };
    const found = node.routes.get(method);
    if (found === undefined) return { kind: 'wrong-verb', allowed: [...node.routes.keys()] };
    const params = Object.fromEntries(found.names.map((name, at) => [name, decoded(values[at] ?? '')]));
    return { kind: 'route', route: found.route, params };
  }

  #add(route: Route): void {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of segmentsOf(route.pattern)) {
      if (segment.startsWith(':')) {
        names.push(segment.slice(1));
        node.parameter ??= emptyNode();
        node = node.parameter;
      } else {
        const next = node.literals.get(segment) ?? emptyNode();
        node.literals.set(segment, next);
        node = next;
      }
    }
    if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.pattern}`);
    node.routes.set(route.method, { route, names });
  }
}

/** Depth first, literals before parameters, so that `/servers/actions` is not taken for a server called "actions". */
function find(node: Node, segments: readonly string[], at: number, values: string[]): Node | undefined {
  const segment = segments[at];
  if (segment === undefined) return node;
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = find(literal, segments, at + 1, values);
    if (found !== undefined && found.routes.size > 0) return found;
  }
  if (node.parameter === undefined || segment === '') return undefined;
  values.push(segment);
  const found = find(node.parameter, segments, at + 1, values);
  if (found === undefined) values.pop();
  return found;
}

/** `%40` is `@`. What cannot be decoded is looked for as it is, and not found. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
