import { readFileSync } from 'node:fs';
import { type OwnLab, runProcess } from '../test/own-lab.ts';

/** Seconds from ordering a bare server to the first successful login as root; the server is removed again. */
export async function createToLogin(lab: OwnLab, name: string): Promise<number> {
  const blob = readFileSync(lab.state('lab', 'keys/id_ed25519.pub'), 'utf8').split(' ')[1];
  const { ssh_keys: keys } = await lab.api<{ ssh_keys: { id: number; public_key: string }[] }>('GET', '/ssh_keys');
  const own = keys.find(({ public_key }) => public_key.split(' ')[1] === blob);
  if (!own) throw new Error('the deployed key is not in the API');
  const begun = performance.now();
  const { server } = await lab.api<{ server: { id: number; public_net: { ipv4: { ip: string } } } }>(
    'POST',
    '/servers',
    {
      name,
      server_type: 'cx23',
      image: 'debian-13',
      location: 'nbg1',
      ssh_keys: [own.id],
    },
  );
  // A new machine has a new host key each time: nobody is known, and nothing secret is sent.
  const argv = [...lab.ssh('/dev/null', 'StrictHostKeyChecking=no'), `root@${server.public_net.ipv4.ip}`, 'true'];
  let seconds: number | undefined;
  while (seconds === undefined && performance.now() - begun < 60_000) {
    const { exitCode } = await runProcess(argv as [string, ...string[]]);
    if (exitCode === 0) seconds = (performance.now() - begun) / 1000;
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await lab.api('DELETE', `/servers/${server.id}`);
  if (seconds === undefined) throw new Error('nobody could log in within 60 s');
  return seconds;
}
