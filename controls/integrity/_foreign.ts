import type { ForeignFile, PlaceGroup } from '../../facts/foreign-files.ts';
import type { FactValues } from '../../facts/index.ts';
import { fail, pass, type Verdict } from '../control.ts';

const AT_MOST = 20;

/** One foreign file, exactly enough to find it: path, where it leads, whose it is, since when. */
export const describe = ({ path, target, owner, mode, changedAt }: ForeignFile): string =>
  `${path}${target === undefined ? '' : ` -> ${target}`}: of no package, not wanted, not in the image; ${owner} ${mode}, changed ${new Date(changedAt * 1000).toISOString().slice(0, 19)}Z`;

/** Passes when nothing foreign lies in such places. @param next what to do about it; the first path follows */
export function nothingForeign(
  { foreignFiles }: Pick<FactValues, 'foreignFiles'>,
  group: PlaceGroup,
  where: string,
  next: string,
): Verdict {
  const { looked, foreign } = foreignFiles[group];
  if (foreign.length === 0) return pass([`${where}: ${looked} files, each of a package, wanted, or of the image`]);
  const more = foreign.length - AT_MOST;
  return fail(
    [...foreign.slice(0, AT_MOST).map(describe), ...(more > 0 ? [`and ${more} more`] : [])],
    `${next}: ${foreign[0]?.path}`,
  );
}
