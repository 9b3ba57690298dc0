import { defineControl, fail, pass } from '../control.ts';

/** Each kernel is a package of its own, and the archive drops the former when the next one comes. */
const isKernel = (name: string) => /^linux-(image|headers|modules)-\d/.test(name);

export default defineControl({
  id: 'integrity.packages-from-archives',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every installed package is one that an archive knows',
  failureTitle: 'A package is installed that no archive knows',
  why: 'A package that was laid in by hand was signed by nobody, and nobody will ever send it an update.',
  references: ['ANSSI BP-028 R59'],
  needs: ['packageChoice'],
  check({ packageChoice: { installed, unknown } }) {
    const foreign = unknown.filter(({ name }) => !isKernel(name));
    if (foreign.length > 0) {
      return fail(
        foreign.map(({ name, version }) => `apt-cache policy ${name}: ${version} installed, in no archive`),
        `Find out where it came from (/var/log/dpkg.log), then: sudo apt-get purge ${foreign.map(({ name }) => name).join(' ')}`,
      );
    }
    return pass([`apt's lists: all ${installed} installed packages are known, former kernels apart`]);
  },
});
