import { ASK } from '../facts/collector/units.ts';
import type { Declared } from './declared.ts';
import type { WantedUser } from './wanted.ts';

export const AUDITOR = 'auditor';

/** Everything, with key and password: sudo asks. */
export const adminUser = ({ admin, operatorKeys }: Declared): WantedUser => ({
  name: admin,
  system: false,
  home: `/home/${admin}`,
  shell: '/bin/bash',
  groups: ['sudo'],
  authorizedKeys: operatorKeys,
});

/**
 * May ask for the facts and nothing else. It has a real shell only because sshd runs a forced command through the account's
 * shell; nologin would refuse that too. Every key line says so once more, for the day when sshd's own ForceCommand is lost.
 */
export const auditorUser = ({ operatorKeys, auditorKeys }: Declared): WantedUser => ({
  name: AUDITOR,
  system: false,
  home: `/home/${AUDITOR}`,
  shell: '/bin/sh',
  groups: [],
  authorizedKeys: [...new Set([...operatorKeys, ...auditorKeys])].map((key) => `restrict,command="${ASK}" ${key}`),
});
