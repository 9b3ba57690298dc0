/** Hybrids of a lattice and Curve25519, the newest first. The last is what OpenSSH 9.0 to 9.8 know. */
export const POST_QUANTUM = [
  'mlkem768x25519-sha256',
  'sntrup761x25519-sha512',
  'sntrup761x25519-sha512@openssh.com',
] as const;

export const CLASSICAL = 'curve25519-sha256';

export const isPostQuantum = (algorithm: string) => (POST_QUANTUM as readonly string[]).includes(algorithm);
