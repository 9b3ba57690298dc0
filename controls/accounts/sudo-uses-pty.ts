import { defineControl } from '../control.ts';
import { isFlag, judgeSudo, sudoDefaults } from './_sudo.ts';

export default defineControl({
  id: 'accounts.sudo-uses-pty',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'sudo runs commands in a terminal of their own',
  failureTitle: "sudo runs commands in the caller's terminal",
  why: "A program that root runs once could stay behind and type into the admin's terminal after it has ended.",
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#use_pty', 'ANSSI BP-028 R39', 'CIS Debian 12 5.2.2'],
  wants: sudoDefaults,
  needs: ['sudoers'],
  // Built in since sudo 1.9.14.
  check: ({ sudoers }) => judgeSudo(sudoers, [{ name: 'use_pty', holds: isFlag(true), unset: true, says: 'on' }]),
});
