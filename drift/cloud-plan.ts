import { z } from 'zod';
import type { Severity } from '../controls/control.ts';
import type { Finding } from './finding.ts';

const Values = z.record(z.string(), z.unknown()).nullable();
const Change = z.object({
  address: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: Values,
    after: Values,
    after_unknown: z.unknown().optional(),
    /** `true`, or per attribute: what Terraform itself would not print. */
    before_sensitive: z.unknown().optional(),
    after_sensitive: z.unknown().optional(),
  }),
});
/** The parts of `terraform show -json PLAN` that are read here (Terraform 1.x and OpenTofu, format 1.x). */
const Plan = z.object({ format_version: z.string(), resource_changes: z.array(Change).optional() });

/** `hcloud_firewall.gateway_Firewall_33D5` → the construct's path in the synthesized project, `gateway/Firewall`. */
export type PathOf = (address: string) => string | undefined;

export interface CloudFinding extends Finding {
  /** undefined: it belongs to the whole project. */
  readonly server: string | undefined;
}

/** What opens a way in or takes the machine away is worse than a label. */
const SEVERITY_OF: Readonly<Record<string, Severity>> = {
  hcloud_firewall: 'critical',
  hcloud_server: 'high',
  hcloud_ssh_key: 'high',
  hcloud_primary_ip: 'high',
  hcloud_volume: 'high',
  hcloud_zone_rrset: 'high',
};

/**
 * What a deploy would change in the cloud: every attribute in which the API's answer differs from the declaration.
 * The handover, which is no thing in the cloud, is told as what it means: the declaration is newer than the server.
 *
 * @param json the output of `terraform show -json` of a plan that was made with a refresh
 * @throws Error when it is no such output
 */
export function readCloudPlan(json: string, pathOf: PathOf, servers: readonly string[]): readonly CloudFinding[] {
  const { resource_changes: changes = [] } = Plan.parse(JSON.parse(json));
  return changes.flatMap(({ address, type, change }): CloudFinding[] => {
    const { actions, before, after } = change;
    if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
    const path = pathOf(address) ?? address;
    const server = servers.find((name) => path.startsWith(`${name}/`));
    const common = { where: 'cloud' as const, server, heal: './sclerite deploy' };
    if (type === 'terraform_data') {
      return [
        {
          ...{ ...common, where: 'host' as const },
          what: `${path}: what is wanted of the server`,
          wanted: 'the state that the config declares now',
          observed: before === null ? 'it was never handed over' : 'the state of the last deploy',
          severity: 'medium' as const,
        },
      ];
    }
    const severity = SEVERITY_OF[type] ?? 'medium';
    const what = `${type} ${path}`;
    if (before === null) return [{ ...common, what, wanted: 'present', observed: 'absent', severity }];
    if (after === null) return [{ ...common, what, wanted: 'absent', observed: 'present', severity }];
    return (
      Object.keys({ ...before, ...after })
        // Set by the API once the thing is made anew: nobody declared it.
        .filter((key) => !isMarked(change.after_unknown, key))
        .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
        .map((key) => {
          const isSensitive = [change.before_sensitive, change.after_sensitive].some((marks) => isMarked(marks, key));
          const show = (value: unknown) => (isSensitive ? '(sensitive)' : shown(value));
          return {
            ...common,
            what: `${what}: ${key}`,
            wanted: show(after[key]),
            observed: show(before[key]),
            severity,
          };
        })
    );
  });
}

const isMarked = (marks: unknown, key: string): boolean => {
  const mark = typeof marks === 'object' && marks !== null ? (marks as Record<string, unknown>)[key] : marks;
  return (
    mark === true || (typeof mark === 'object' && mark !== null && Object.values(mark).some((part) => part === true))
  );
};

const LONGEST = 300;

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}
