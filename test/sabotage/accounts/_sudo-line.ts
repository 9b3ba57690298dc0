const FILE = '/etc/sudoers.d/zzz-late';

/** Bash that adds a file which sudo reads after Sclerite's own. */
export const sudoLine = (line: string) => `install -m 0440 /dev/null ${FILE}
echo '${line}' > ${FILE}`;

export const withoutSudoLine = `rm ${FILE}`;
