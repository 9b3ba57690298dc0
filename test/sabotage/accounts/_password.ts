const kept = (account: string) => `/root/${account}-hash.kept`;

/** Bash that keeps an account's password field aside, and then changes it by `change`. */
export const anotherPassword = (account: string, change: string) =>
  `(umask 077; grep '^${account}:' /etc/shadow | cut -d: -f2 > ${kept(account)})
${change}`;

/** Bash that puts the very same field back: '*' and '!' both lock, and the baseline tells them apart. */
export const samePassword = (account: string) => `usermod --password "$(cat ${kept(account)})" ${account}
rm ${kept(account)}`;
