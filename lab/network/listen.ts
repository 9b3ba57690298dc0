import { spawn } from 'node:child_process';
import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import { fileURLToPath } from 'node:url';

import { KitError } from '../../policy/errors.ts';
import type { ListenRequest } from './_listener.ts';

const LISTENER = fileURLToPath(new URL('./_listener.ts', import.meta.url));

/**
 * Opens a listening socket inside another network namespace and hands it to this process, which itself stays where it is:
 * it serves the machines under the router's addresses and still reaches the internet as the host does. Nothing of the
 * host's own firewall lies between. A short-lived child does the opening, because a process cannot change its own
 * namespace without native code.
 */
async function open(namespace: string, request: ListenRequest): Promise<Server | Socket> {
  const child = spawn(
    'nsenter',
    [`--net=/run/netns/${namespace}`, process.execPath, '--disable-warning=ExperimentalWarning', LISTENER],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  const stderr: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const handle = await new Promise<Server | Socket>((resolve, reject) => {
    child.on('message', (_message, handle) => handle !== undefined && resolve(handle as Server | Socket));
    child.on('error', reject);
    child.on('exit', (code) => {
      const words = Buffer.concat(stderr).toString('utf8').trim();
      reject(
        new KitError({
          code: 'E_LAB_LISTEN',
          what: `The lab cannot listen on ${request.address}:${request.port} (${request.kind}) in ${namespace}.`,
          why: words || `the helper ended with ${code}.`,
          next: 'run `./sclerite lab down` and `./sclerite lab up`.',
        }),
      );
    });
    child.send(request);
  });
  child.removeAllListeners('exit');
  child.send('taken');
  return handle;
}

export async function listenTcp(namespace: string, address: string, port: number): Promise<Server> {
  return (await open(namespace, { kind: 'tcp', address, port })) as Server;
}

export async function listenUdp(namespace: string, address: string, port: number): Promise<Socket> {
  const kind = address.includes(':') ? 'udp6' : 'udp4';
  return (await open(namespace, { kind, address, port })) as Socket;
}
