import type { Declared } from '../../policy/declared.ts';
import type { Wanted, WantedFile, Wishes } from '../../policy/wanted.ts';
import type { Fact } from '../fact.ts';
import { facts } from '../index.ts';
import { manifest, manifestText } from './manifest.ts';
import { askProgram, collectProgram } from './program.ts';
import { ASK, COLLECT, COLLECTOR_HOME, collectorUnits } from './units.ts';

export const MANIFEST = `${COLLECTOR_HOME}/facts.json`;

/** What the collector needs on a server, except its manifest, which is made of everything else that is wanted. */
export function collectorWishes(): Wishes {
  const units = collectorUnits(dependencies());
  return {
    packages: ['python3'],
    directories: [{ path: COLLECTOR_HOME, mode: '0755', owner: 'root', group: 'root' }],
    files: [program(COLLECT, collectProgram), program(ASK, askProgram), ...units],
    units: units
      .map((file) => file.path.slice(file.path.lastIndexOf('/') + 1))
      .filter((name) => /\.(socket|timer|path)$/.test(name))
      .map((name) => ({ name, enabled: 'enabled', active: true, watches: [`/etc/systemd/system/${name}`] })),
  };
}

/** The manifest, as a file like any other. @param wanted everything that is wanted but this file */
export const manifestFile = (declared: Declared, wanted: Wanted): WantedFile => ({
  path: MANIFEST,
  content: manifestText(manifest(declared, wanted)),
  mode: '0644',
  owner: 'root',
  group: 'root',
});

const program = (path: string, content: string): WantedFile => ({
  path,
  content,
  mode: '0755',
  owner: 'root',
  group: 'root',
});

/** A new collector or manifest asks other questions: what the old one took no longer counts. */
const dependencies = () =>
  [
    ...new Set([
      COLLECT,
      MANIFEST,
      ...(Object.values(facts) as Fact<unknown>[]).flatMap((fact) => fact.dependsOn ?? []),
    ]),
  ].sort();
