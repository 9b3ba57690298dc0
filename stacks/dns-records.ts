import { ZoneRrset } from '@cdktf/provider-hcloud/lib/zone-rrset';
import { Construct } from 'constructs';
import { forwardRecords } from '../policy/dns-records.ts';
import type { HardenedServer } from './hardened-server.ts';
import { kitLabels, type PlannedRecords, recordAddress } from './server-plan.ts';

interface DnsRecordsProps {
  readonly project: string;
  readonly server: HardenedServer;
  /** The server's name in the config. */
  readonly name: string;
  readonly records: PlannedRecords;
}

/** Minutes, not hours: an address that moved is found again soon. Seconds. */
const TTL = 300;

/**
 * The server's name in a zone that is there already. The zone is never made here: a new one would answer nobody until its owner
 * tells a registrar to ask Hetzner's name servers, and deleting one would delete everything else in it.
 */
export class DnsRecords extends Construct {
  /** What has to be there before anybody asks for a certificate. */
  readonly all: readonly ZoneRrset[];

  constructor(scope: Construct, id: string, { project, server, name, records }: DnsRecordsProps) {
    super(scope, id);
    const { zone, exposure } = records;
    const relative = exposure.name === zone ? '@' : exposure.name.slice(0, -(zone.length + 1));
    // Who only has a tunnel still has a name; who signs for it is nobody's question then.
    const wanted = forwardRecords(exposure, { ipv4: server.ipv4, ipv6: server.ipv6 });
    const made = records.isExposed ? wanted : wanted.filter(({ type }) => type !== 'CAA');
    this.all = made.map(({ type, values }) => {
      const rrset = new ZoneRrset(this, type, {
        zone,
        name: relative,
        type,
        ttl: TTL,
        labels: kitLabels(project, name),
        records: values.map((value) => ({ value })),
      });
      rrset.overrideLogicalId(recordAddress(name, type));
      return rrset;
    });
  }
}
