import { createHash } from 'node:crypto';
import type { Declared } from '../../policy/declared.ts';
import type { Wanted } from '../../policy/wanted.ts';
import type { Fact, HostSource } from '../fact.ts';
import { facts } from '../index.ts';
import { collectProgram } from './program.ts';

/** What the collector is asked, by fact. */
export interface Manifest {
  readonly fast: Readonly<Record<string, HostSource>>;
  readonly slow: Readonly<Record<string, HostSource>>;
}

/** Every fact that is read on the server itself. @param wanted the rendered state without this very manifest */
export function manifest(declared: Declared, wanted: Wanted): Manifest {
  const fast: Record<string, HostSource> = {};
  const slow: Record<string, HostSource> = {};
  for (const [id, fact] of Object.entries(facts) as [string, Fact<unknown>][]) {
    const source = fact.source(declared, wanted);
    if (source === undefined || source.kind === 'outside' || source.kind === 'cloud') continue;
    (fact.speed === 'slow' ? slow : fast)[id] = source;
  }
  return { fast, slow };
}

export const manifestText = (content: Manifest): string => `${JSON.stringify(content)}\n`;

/** What the collector says about itself: SHA-256 of its program and its manifest. */
export const digestOf = (manifestJson: string): string =>
  createHash('sha256').update(collectProgram).update(manifestJson).digest('hex');
