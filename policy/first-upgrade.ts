/** The timer that starts the first upgrade after birth, without its suffix: it has no file, so it is known by its name. */
export const FIRST_UPGRADE_UNIT = 'sclerite-first-upgrade';
