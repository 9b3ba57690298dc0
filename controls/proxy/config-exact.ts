import { createHash } from 'node:crypto';
import type { FileEntry } from '../../facts/fact.ts';
import { devicesCrl, linkDirectory, siteFile, siteLink } from '../../proxy/paths.ts';
import { proxyWishes } from '../../proxy/wishes.ts';
import { comparePath, judgePaths, type PathFinding } from '../_path.ts';
import { defineControl } from '../control.ts';

export default defineControl({
  id: 'proxy.config-exact',
  layer: 'communication',
  severity: 'critical',
  title: "The proxy's files are ours, whole",
  failureTitle: "The proxy's files were changed",
  why: 'One more location, or one line that switches the question for a password off, and whoever finds the name talks to the agent.',
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location', 'ANSSI BP-028 R62'],
  appliesTo: ({ exposure }) => exposure !== undefined,
  wants: proxyWishes,
  needs: ['hostFiles'],
  check({ hostFiles }, declared) {
    const { files = [], directories = [] } = proxyWishes(declared);
    const findings = [
      ...directories.map((directory) => comparePath(hostFiles[directory.path], { ...directory, type: 'directory' })),
      // Which list of revoked devices must be there is `mtls.crl-fresh`'s question.
      ...files
        .filter(({ path }) => path !== devicesCrl)
        .map((file) => {
          const { path, content } = file;
          const found = comparePath(hostFiles[path], { ...file, type: 'file' });
          if (found.verdict !== 'as wanted') return found;
          const seen = hostFiles[path]?.sha256;
          const wanted = createHash('sha256').update(content).digest('hex');
          if (seen === undefined) return { evidence: `sha256sum ${path}: (no digest)`, verdict: 'unknown' as const };
          return seen === wanted
            ? { evidence: `sha256sum ${path}: ${seen}`, verdict: 'as wanted' as const }
            : { evidence: `sha256sum ${path}: ${seen}, wanted is ${wanted}`, verdict: 'otherwise' as const };
        }),
      ...Object.values(hostFiles).flatMap(strayOf),
    ];
    return judgePaths(
      findings,
      'See what was changed; remove what is one too many, and put the rest back: ./sclerite converge',
    );
  },
});

/** In that folder lies one link, which the certificate program makes when there is a certificate, and nothing else. */
function strayOf({ path, type, target, error }: FileEntry): PathFinding[] {
  if (!path.startsWith(`${linkDirectory}/`) || type === 'absent') return [];
  if (error !== undefined) return [{ evidence: `stat ${path}: ${error}`, verdict: 'unknown' }];
  if (path === siteLink && type === 'link' && target === siteFile) return [];
  const seen = type === 'link' ? `link to ${target ?? '(unknown)'}` : type;
  return [
    { evidence: `stat ${path}: ${seen}, wanted is ${siteLink} alone, a link to ${siteFile}`, verdict: 'otherwise' },
  ];
}
