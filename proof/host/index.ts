import type { HostJudge } from './judge.ts';
import { lynis } from './lynis.ts';
import { nmapPorts } from './nmap-ports.ts';
import { openclawAudit } from './openclaw-audit.ts';
import { sshAudit } from './ssh-audit.ts';
import { systemdAnalyze } from './systemd-analyze.ts';
import { walk } from './walk.ts';

/** In the order of the page. */
export const hostJudges: readonly HostJudge[] = [lynis, sshAudit, systemdAnalyze, openclawAudit, ...nmapPorts, walk];
