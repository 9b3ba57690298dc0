/** Why `installScript` ended: its exit code, by name. 0 is done, 1 is the script's own mistake. */
export const installFailures = {
  /** Not root, not systemd, not amd64 or arm64. */
  unsuitable: 10,
  /** Too little room before it began, or it ran out of it. */
  'disk-full': 11,
  /** The registry did not answer, or did not have a package. */
  registry: 12,
  /** Other bytes came than the ones pinned. */
  'wrong-digest': 13,
  /** `npm ci` ended with an error that is none of the above. */
  npm: 14,
  /** OpenClaw did not start. */
  'no-start': 15,
  /** What was unpacked is not what this release is known to be. */
  'wrong-tree': 16,
  /** Another installation held the lock for too long. */
  busy: 17,
} as const;

export type InstallFailure = keyof typeof installFailures;

/** The name of an exit code, undefined for 0 and for what is not ours. */
export function installFailure(exitCode: number): InstallFailure | undefined {
  return (Object.keys(installFailures) as InstallFailure[]).find((name) => installFailures[name] === exitCode);
}
