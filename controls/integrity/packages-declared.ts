import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.packages-declared',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Nobody asked for a package beside those of the image and those that are wanted',
  failureTitle: 'Somebody installed a package that nobody declared',
  why: 'Each package is code that runs as root at its installation, and one more thing that must be patched; a compiler or a scanner is an intruder’s first.',
  references: ['ANSSI BP-028 R58'],
  needs: ['baseline', 'packages'],
  check({ baseline: { differences }, packages }, { server }) {
    const extra = differences
      .filter(({ kind, name }) => kind === 'package' && packages[name] === undefined)
      .map(({ name }) => name);
    if (extra.length > 0) {
      return fail(
        extra.map((name) => `apt-mark showmanual: ${name}, not there (or not asked for) at the last deploy`),
        `Remove it: sudo apt-get purge ${extra.join(' ')}; or accept it: ./sclerite handover ${server} --accept-changes`,
      );
    }
    return pass([
      `apt-mark showmanual: nothing beside the image and the ${Object.keys(packages).length} wanted packages`,
    ]);
  },
});
