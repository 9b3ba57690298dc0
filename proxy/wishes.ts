import type { Declared, PublicExposure } from '../policy/declared.ts';
import type { WantedDirectory, WantedFile, WantedUnit, Wishes } from '../policy/wanted.ts';
import { nginxConf, siteConf } from './nginx.ts';
import { pageFiles } from './pages.ts';
import * as paths from './paths.ts';
import { certificateProgramText } from './program.ts';
import { certificateSettings } from './settings.ts';
import { certificateServiceText, certificateTimerText, nginxDropIn } from './units.ts';

/**
 * Everything of the proxy on a server but its secrets (handover brings those) and its certificate (the certificate program
 * does). Without exposure: nginx stopped, and nothing that could lead to the gateway when somebody starts it.
 */
export function proxyWishes({ exposure, openclaw }: Declared): Wishes {
  if (exposure === undefined) {
    return {
      absent: [paths.siteLink, paths.siteFile],
      units: [
        { name: paths.nginxUnit, enabled: 'disabled', active: false },
        { name: paths.certificateTimer, enabled: 'disabled', active: false },
      ],
    };
  }
  const input = { exposure, port: openclaw.port, controlUi: openclaw.controlUi };
  return {
    packages: ['nginx', 'certbot', 'python3'],
    directories: directories(),
    files: [
      file(paths.nginxConf, nginxConf(input)),
      file(paths.siteFile, siteConf(input)),
      file(paths.nginxDropIn, nginxDropIn()),
      ...pageFiles().map(({ path, content }) => file(path, content)),
      ...(exposure.devices
        ? [file(paths.devicesCa, exposure.devices.ca), file(paths.devicesCrl, exposure.devices.crl)]
        : []),
      file(paths.certificateProgram, certificateProgramText, '0755'),
      file(paths.certificateSettings, `${JSON.stringify(certificateSettings(exposure), null, 2)}\n`),
      ...(exposure.authority.directoryRoots ? [file(paths.directoryRootsFile, exposure.authority.directoryRoots)] : []),
      file(`/etc/systemd/system/${paths.certificateService}`, certificateServiceText(exposure)),
      file(`/etc/systemd/system/${paths.certificateTimer}`, certificateTimerText()),
    ],
    units: units(exposure),
    // A guess at the password is one line in nginx's error log, in the journal.
    fail2ban: {
      'nginx-http-auth': {
        enabled: exposure.kind === 'tls' ? 'true' : 'false',
        backend: 'systemd',
        port: 'http,https',
        journalmatch: '_SYSTEMD_UNIT=nginx.service + _COMM=nginx',
      },
    },
  };
}

function directories(): WantedDirectory[] {
  const ours = (path: string): WantedDirectory => ({ path, mode: '0755', owner: 'root', group: 'root' });
  const parents = (path: string, top: string): string[] =>
    path === top ? [top] : [...parents(path.slice(0, path.lastIndexOf('/')), top), path];
  return [
    ours('/etc/systemd/system/nginx.service.d'),
    ours('/etc/sclerite'),
    ours(paths.secretDirectory),
    ours('/usr/local/libexec/sclerite'),
    ours('/usr/local/share/sclerite'),
    ours(paths.pageDirectory),
    ours(paths.linkDirectory),
    ours(`${paths.stateDirectory}/tls`),
    ...parents(paths.challengeDirectory, paths.stateDirectory).map(ours),
  ];
}

function units(exposure: PublicExposure): WantedUnit[] {
  return [
    {
      name: paths.nginxUnit,
      enabled: 'enabled',
      active: true,
      watches: [
        paths.nginxDropIn,
        paths.nginxConf,
        paths.siteFile,
        ...(exposure.devices ? [paths.devicesCa, paths.devicesCrl] : []),
      ],
      onChange: 'reload',
    },
    {
      name: paths.certificateTimer,
      enabled: 'enabled',
      active: true,
      watches: [`/etc/systemd/system/${paths.certificateTimer}`],
    },
    { name: paths.certbotTimer, enabled: 'masked', active: false },
  ];
}

const file = (path: string, content: string, mode = '0644'): WantedFile => ({
  path,
  content,
  mode,
  owner: 'root',
  group: 'root',
});
