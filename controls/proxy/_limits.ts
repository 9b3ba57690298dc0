import type { ProxyConfig } from '../../facts/proxy-config.ts';
import { blocksOf, linesOf } from './_passages.ts';

/** `zone=requests:10m` → `requests`; undefined: it is not among the words. */
export const option = (words: readonly string[], name: string): string | undefined =>
  words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);

/** Lines of `limit_req_zone` or `limit_conn_zone` by the name of their zone. */
export const zonesOf = ({ directives }: ProxyConfig, name: string): ReadonlyMap<string, readonly string[]> =>
  new Map(linesOf(directives, name).map((words) => [(option(words, 'zone') ?? '').replace(/:.*$/, ''), words]));

const ADDRESS = ['$remote_addr', '$binary_remote_addr'];

/** Whether a zone counts by the client's address, or by what a map makes of it. */
export function isByClient([key = '']: readonly string[], { directives }: ProxyConfig): boolean {
  if (ADDRESS.includes(key)) return true;
  return blocksOf(directives, 'map').some(({ args: [from = '', to] }) => to === key && ADDRESS.includes(from));
}
