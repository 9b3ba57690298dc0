import type { Declared } from '../../policy/declared.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl } from '../control.ts';
import { compareDns } from './_compare.ts';

/** A CA without a name for such records cannot be named in one. */
const hasNamedAuthority = (declared: Declared) => isExposed(declared) && declared.exposure?.authority.caa !== undefined;

export default defineControl({
  id: 'dns.caa-exact',
  layer: 'communication',
  severity: 'medium',
  title: 'One CA may sign for the name, for one account and in one way',
  failureTitle: 'Other CAs or accounts may sign for the name',
  why: 'Any of a hundred CAs signs for whoever answers for the name for a moment; a record tells all but one of them to refuse.',
  references: ['RFC 8659', 'RFC 8657'],
  appliesTo: hasNamedAuthority,
  needs: ['outsideDns'],
  check({ outsideDns }, declared) {
    // What stands above is heeded only where the name itself has none, and that is a difference already.
    const answers = outsideDns.answers.filter(({ name, type }) => type === 'CAA' && name === declared.exposure?.name);
    return compareDns(
      { ...outsideDns, answers },
      declared,
      ['CAA'],
      'Set exactly these records; in a zone at Hetzner: ./sclerite deploy',
    );
  },
});
