/** What a firewall rule may say. */
import { z } from 'zod';
import { formatRange, parseRange } from '../cidr.ts';

const mostRules = 50;
const mostBlocks = 100;
const mostPort = 65535;

const block = z.string().transform((text, context) => {
  const range = parseRange(text);
  if (range !== undefined) return formatRange(range);
  context.addIssue({ code: 'custom', message: `'${text}' is not a CIDR block, or has bits set behind its prefix` });
  return z.NEVER;
});

const blocks = z.array(block).max(mostBlocks, `at most ${mostBlocks} blocks a rule`);

/** `any`, one port, or a range of ports. */
const port = z.string().refine((text) => {
  if (text === 'any') return true;
  const [first, last = first, ...rest] = text
    .split('-')
    .map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : Number.NaN));
  return (
    rest.length === 0 && first !== undefined && last !== undefined && first >= 1 && first <= last && last <= mostPort
  );
}, 'must be "any", a port or a range such as "80-85"');

const rule = z
  .strictObject({
    direction: z.enum(['in', 'out']),
    protocol: z.enum(['tcp', 'udp', 'icmp', 'esp', 'gre']),
    port: port.nullish().transform((text) => text ?? null),
    source_ips: blocks.nullish().transform((list) => list ?? []),
    destination_ips: blocks.nullish().transform((list) => list ?? []),
    description: z
      .string()
      .max(255)
      .nullish()
      .transform((text) => text ?? null),
  })
  .superRefine((value, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const hasPorts = value.protocol === 'tcp' || value.protocol === 'udp';
    if (hasPorts && value.port === null) fault('port', `is required for ${value.protocol}`);
    if (!hasPorts && value.port !== null) fault('port', `${value.protocol} has no ports`);
    const [wanted, unwanted] =
      value.direction === 'in'
        ? (['source_ips', 'destination_ips'] as const)
        : (['destination_ips', 'source_ips'] as const);
    if (value[wanted].length === 0) fault(wanted, `is required for direction ${value.direction}`);
    if (value[unwanted].length > 0) fault(unwanted, `is not allowed for direction ${value.direction}`);
  });

export const rules = z.array(rule).max(mostRules, `at most ${mostRules} rules a firewall`);
