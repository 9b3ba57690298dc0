import type { AptSettings } from '../../../facts/apt-config.ts';
import { read } from '../_facts.ts';

/** What `apt-config dump` says on a server that is as wanted, changed by `over`. */
export const apt = (over: AptSettings = {}) =>
  read<AptSettings>({
    'APT::Architecture': ['amd64'],
    'APT::Periodic::Update-Package-Lists': ['1', '1'],
    'APT::Periodic::Unattended-Upgrade': ['1', '1'],
    'Unattended-Upgrade::Automatic-Reboot': ['true'],
    'Unattended-Upgrade::Automatic-Reboot-Time': ['04:30'],
    'Unattended-Upgrade::Automatic-Reboot-WithUsers': ['true'],
    'Unattended-Upgrade::Package-Blacklist': [],
    ...over,
  });
