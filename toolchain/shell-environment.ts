/**
 * The variables that a hand-typed `npx cdktf deploy` profits from: which Terraform ./sclerite found or built, the CA bundle
 * that it found, no calls home. None is needed when Terraform is on PATH.
 */
export function shellEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const { TERRAFORM_BINARY_NAME, NODE_EXTRA_CA_CERTS } = env;
  return {
    ...(TERRAFORM_BINARY_NAME === undefined ? {} : { TERRAFORM_BINARY_NAME }),
    ...(NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }),
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
  };
}

/** One word for a POSIX shell, whatever is in it. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
