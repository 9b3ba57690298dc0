import { isExposed } from '../_exposed.ts';
import { defineControl } from '../control.ts';
import { compareDns } from './_compare.ts';

export default defineControl({
  id: 'dns.reverse-exact',
  layer: 'communication',
  severity: 'low',
  title: "The server's addresses lead back to its name",
  failureTitle: 'An address of the server leads to another name, or to none',
  why: 'Logs, and those who read them, know a machine by this name; a stale one blames somebody else.',
  references: ['RFC 1912, 2.1'],
  appliesTo: isExposed,
  needs: ['outsideDns'],
  check: ({ outsideDns }, declared) =>
    compareDns(outsideDns, declared, ['PTR'], 'Run ./sclerite deploy: it sets them in the cloud'),
});
