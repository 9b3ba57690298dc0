import { isExposed } from '../_exposed.ts';
import { defineControl } from '../control.ts';
import { compareDns } from './_compare.ts';

export default defineControl({
  id: 'dns.addresses-exact',
  layer: 'communication',
  severity: 'high',
  title: 'The name leads to this server and nowhere else',
  failureTitle: 'The name leads elsewhere, or elsewhere as well',
  why: 'Whoever stands at the other address gets the password of everybody who is sent there, and a certificate for the name.',
  references: ['RFC 1035', 'RFC 3596', 'https://attack.mitre.org/techniques/T1584/002/'],
  appliesTo: isExposed,
  needs: ['outsideDns'],
  check: ({ outsideDns }, declared) =>
    compareDns(
      outsideDns,
      declared,
      ['A', 'AAAA'],
      'Set exactly these records, then wait for their time to live; in a zone at Hetzner: ./sclerite deploy',
    ),
});
