import type { NftRule } from '../../facts/nft-ruleset.ts';
import { user as gateway } from '../../openclaw/paths.ts';
import type { Declared } from '../../policy/declared.ts';

/**
 * systemd.exec(5), DynamicUser: numbers that are nobody's for longer than a service runs. OpenClaw is fetched under one of them;
 * the gateway cannot become one.
 */
const DYNAMIC = '61184-65519';

/**
 * What may leave under the profile `web`, as nft rules. Names go to anybody's server: an image may come without systemd-resolved.
 * Answers from the declared ports are named because a connection that is older than the rules is not known as established.
 */
export function egressRules({ egress, ingress }: Declared): readonly string[] {
  if (egress === undefined) return [];
  const ports = numbers([80, 443, ...egress.ports]);
  const open = numbers(ingress.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port));
  return [
    'oif "lo" accept',
    'meta l4proto { icmp, ipv6-icmp } accept',
    'udp dport { 53, 123 } accept comment "names, time"',
    'tcp dport 53 accept comment "names"',
    'udp sport 68 udp dport 67 accept comment "DHCP"',
    'udp sport 546 udp dport 547 accept comment "DHCP"',
    `tcp dport { ${ports} } meta skuid { root, _apt, ${DYNAMIC} } accept comment "packages, certificates"`,
    `tcp dport 443 meta skuid ${gateway} accept comment "the gateway"`,
    ...(open === '' ? [] : [`tcp sport { ${open} } meta skuid root accept comment "answers"`]),
  ];
}

const numbers = (ports: readonly number[]) => [...new Set(ports)].sort((a, b) => a - b).join(', ');

/** How the kernel shows them: which field has which values, without order. */
export function expectedRules(declared: Declared, uidOf: (name: string) => string): readonly string[] {
  return egressRules(declared).map((rule) =>
    rule
      .replace(/ comment ".*"$/, '')
      .replace(/ accept$/, '')
      .split(/ (?=tcp |udp |meta )/)
      .map((match) => {
        const [, field = '', values = ''] = /^(?:meta )?(\w+(?: [ds]port)?) (.+)$/.exec(match) ?? [];
        const list = values
          .replace(/[{}"]/g, '')
          .split(',')
          .map((value) => value.trim());
        return text(field, field === 'skuid' ? list.map((name) => (/^\d/.test(name) ? name : uidOf(name))) : list);
      })
      .sort()
      .join(', '),
  );
}

/** A rule that lets packets out, in the same words; undefined: it lets nothing out. What is not understood is shown as it is. */
export function seenRule({ expr }: NftRule): string | undefined {
  if (!expr.some((part) => ['accept', 'jump', 'goto', 'queue'].some((word) => word in part))) return undefined;
  const parts = expr.filter((part) => !('accept' in part || 'counter' in part));
  return parts
    .map((part) => ('match' in part ? matchText(part.match as Match) : undefined) ?? JSON.stringify(part))
    .sort()
    .join(', ');
}

interface Match {
  readonly op: string;
  readonly left: {
    readonly meta?: { readonly key: string };
    readonly payload?: { readonly protocol: string; readonly field: string };
  };
  readonly right: unknown;
}

function matchText({ op, left, right }: Match): string | undefined {
  const field = left.meta?.key ?? (left.payload && `${left.payload.protocol} ${left.payload.field}`);
  const set = (right as { set?: readonly unknown[] } | null)?.set ?? [right];
  const values = set.map(
    (value) => (value as { range?: readonly unknown[] } | null)?.range?.join('-') ?? String(value),
  );
  return op === '==' && field !== undefined ? text(field, values) : undefined;
}

const text = (field: string, values: readonly string[]) => `${field} ${[...values].sort().join(' ')}`;
