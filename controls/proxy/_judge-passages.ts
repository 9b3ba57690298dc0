import type { ProxyConfig } from '../../facts/proxy-config.ts';
import { cannotTell, fail, pass, type Verdict } from '../control.ts';
import { type Passage, passages } from './_passages.ts';

/**
 * Every way to the gateway against one rule.
 *
 * @param rule what is wrong with a passage, in words; undefined: nothing
 * @param good what was seen when nothing is wrong anywhere
 */
export function judgePassages(
  config: ProxyConfig,
  rule: (passage: Passage) => string | undefined,
  good: string,
  next: string,
): Verdict {
  const all = passages(config);
  const wrong = all.flatMap((passage) => {
    const words = rule(passage);
    return words === undefined ? [] : [`${config.files.join(', ')}: ${passage.where}: ${words}`];
  });
  if (wrong.length > 0) return fail(wrong, next);
  if (config.unread.length > 0) return cannotTell(`nginx reads ${config.unread.join(', ')}, and nobody here did`);
  if (all.length === 0) return cannotTell('nginx passes nothing on yet: the site is not switched on');
  return pass(all.map(({ where }) => `${config.files.join(', ')}: ${where}: ${good}`));
}
