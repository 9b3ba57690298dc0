import type { Directive } from '../../facts/_nginx.ts';
import type { ProxyConfig } from '../../facts/proxy-config.ts';

/** A place in nginx's configuration from which requests are passed on. */
export interface Passage {
  /** `server gw.example.com, location = /` */
  readonly where: string;
  /** The value of a directive as it counts there: all its lines from the innermost block that has any. */
  readonly effective: (name: string) => readonly (readonly string[])[];
}

const PASSING = ['proxy_pass', 'grpc_pass', 'fastcgi_pass', 'scgi_pass', 'uwsgi_pass'];

/**
 * Every place that passes requests on to something, with what counts there. nginx inherits a directive from the block around
 * only where a block has none of that name itself.
 */
export function passages({ directives }: ProxyConfig): readonly Passage[] {
  return walk(directives, []);
}

function walk(block: readonly Directive[], around: readonly Directive[]): readonly Passage[] {
  const here: Passage[] = block.some(({ name }) => PASSING.includes(name)) ? [passage(around)] : [];
  const inner = block.flatMap((directive) => (directive.block ? walk(directive.block, [...around, directive]) : []));
  return [...here, ...inner];
}

function passage(around: readonly Directive[]): Passage {
  const words = around.map(({ name, args, block }) => {
    if (name !== 'server') return [name, ...args].join(' ');
    const names = block?.filter((directive) => directive.name === 'server_name').flatMap(({ args: own }) => own);
    return `server ${names?.join(' ')}`;
  });
  return {
    where: words.filter((word) => word !== 'http').join(', '),
    effective(name) {
      for (const { block = [] } of around.toReversed()) {
        const own = block.filter((directive) => directive.name === name).map(({ args }) => args);
        if (own.length > 0) return own;
      }
      return [];
    },
  };
}

/** Every block of that name, wherever it stands. */
export function blocksOf(directives: readonly Directive[], name: string): readonly Directive[] {
  return directives.flatMap((directive) => [
    ...(directive.name === name && directive.block ? [directive] : []),
    ...(directive.block ? blocksOf(directive.block, name) : []),
  ]);
}

/** Every line of that name, wherever it stands. */
export function linesOf(directives: readonly Directive[], name: string): readonly (readonly string[])[] {
  return directives.flatMap((directive) => [
    ...(directive.name === name ? [directive.args] : []),
    ...(directive.block ? linesOf(directive.block, name) : []),
  ]);
}
