import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

/** A second port, on loopback too: nothing reaches it from outside, and still it is not the gateway's. */
const listen = `import socket, time
time.sleep(1)
door = socket.create_server(("127.0.0.1", 18999))
time.sleep(900)`;

const { break: intrude, repair } = intruder({}, `/usr/bin/python3 -c '${listen}'`);

export default {
  control: 'gateway.listens-on-loopback',
  // The kernel notes the control group when a socket is made, so the process waits until it was moved.
  break: `${intrude}
for try in 1 2 3 4 5 6 7 8 9 10; do
  ss -Hltn 'sport = :18999' | grep -q LISTEN && exit 0
  sleep 0.5
done
exit 1`,
  repair,
} satisfies Sabotage;
