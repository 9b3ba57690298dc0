import type { Wanted, WantedDirectory, WantedFile, WantedUser } from './wanted.ts';

/** A user's keys as a file like any other: what cloud-init writes and what apply writes are the same bytes. */
function keysFile(user: WantedUser & { readonly authorizedKeys: readonly string[] }): WantedFile {
  return {
    path: `${user.home}/.ssh/authorized_keys`,
    content: user.authorizedKeys.map((key) => `${key}\n`).join(''),
    mode: '0600',
    owner: user.name,
    group: user.name,
  };
}

const hasKeys = (user: WantedUser): user is WantedUser & { readonly authorizedKeys: readonly string[] } =>
  user.authorizedKeys !== undefined;

/** Every file that is ours: those of the wanted state and the keys of its users. */
export const ownedFiles = (wanted: Wanted): readonly WantedFile[] => [
  ...wanted.files,
  ...wanted.users.filter(hasKeys).map(keysFile),
];

/** Every directory that is ours, parents first. */
export const ownedDirectories = (wanted: Wanted): readonly WantedDirectory[] =>
  [
    ...wanted.directories,
    ...wanted.users
      .filter(hasKeys)
      .map(({ name, home }) => ({ path: `${home}/.ssh`, mode: '0700', owner: name, group: name })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
