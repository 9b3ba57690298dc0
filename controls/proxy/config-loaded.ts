import { nginxUnit } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** The clock that dates files ticks every 4 ms, that of processes every 10 ms, and both are rounded. */
const SLACK_SECONDS = 0.1;

export default defineControl({
  id: 'proxy.config-loaded',
  layer: 'communication',
  severity: 'high',
  title: 'nginx runs with what lies on disk now',
  failureTitle: 'nginx runs with something else than what lies on disk',
  why: 'A rule that was written and not loaded protects nobody, and a list of revoked devices that was not loaded lets them in.',
  references: ['https://nginx.org/en/docs/control.html'],
  appliesTo: isExposed,
  needs: ['proxyProcesses', 'proxyConfig', 'units'],
  check({ proxyProcesses: { processes, changedAt }, proxyConfig, units }) {
    const master = processes.find(({ role }) => role === 'master');
    const workers = processes.filter(({ role }) => role === 'worker');
    if (!master || workers.length === 0) return cannotTell('nginx has no master, or no worker that serves');
    const loadedAt = Math.min(...workers.map(({ startedAt }) => startedAt));
    const time = (seconds: number) => new Date(seconds * 1000).toISOString();
    const newer = Object.entries(changedAt).filter(([, seconds]) => seconds > loadedAt + SLACK_SECONDS);
    const evidence = [`/proc: nginx loaded its configuration at ${time(loadedAt)}; it runs as ${master.title}`];
    const wrong = [
      ...newer.map(([path, seconds]) => `stat ${path}: changed at ${time(seconds)}`),
      ...(/ -[cp]\b/.test(master.title) ? ['/proc: nginx was started with another configuration than its own'] : []),
      ...(units[nginxUnit]?.needsReload
        ? [`systemctl show ${nginxUnit}: its files changed since systemd read them`]
        : []),
    ];
    if (wrong.length > 0) return fail([...evidence, ...wrong], 'sudo nginx -t && sudo systemctl reload nginx');
    if (proxyConfig.unread.length > 0) return cannotTell(`nginx reads ${proxyConfig.unread.join(', ')} as well`);
    return pass([...evidence, ...Object.entries(changedAt).map(([path, seconds]) => `stat ${path}: ${time(seconds)}`)]);
  },
});
