import { KitError } from '../../policy/errors.ts';
import { DNS_PORT, type DnsServer, listenDns } from './server.ts';

/** Lets the host itself ask, at the address where the API listens, too. @throws E_LAB_LISTEN */
export async function listenOnHost(server: DnsServer, address: string): Promise<void> {
  try {
    await listenDns(server, address);
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new KitError({
      code: 'E_LAB_LISTEN',
      what: `The lab's name server cannot listen on ${address}:${DNS_PORT}.`,
      why: isTaken ? 'a name server of this host listens on every address.' : (error as Error).message,
      next: `let it listen on its own addresses only; \`ss -lntup 'sport = ${DNS_PORT}'\` shows which one it is.`,
    });
  }
}
