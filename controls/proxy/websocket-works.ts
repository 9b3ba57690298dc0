import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { told } from './_answers.ts';

export default defineControl({
  id: 'proxy.websocket-works',
  layer: 'communication',
  severity: 'medium',
  title: 'Whoever shows the right identity gets a WebSocket to the gateway',
  failureTitle: 'The right identity does not lead to the gateway',
  why: 'A door that its owner cannot open is soon replaced by one without a lock.',
  references: ['RFC 6455', 'https://nginx.org/en/docs/http/websocket.html'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { known, address } }) {
    if (known === undefined)
      return cannotTell(`nothing here opens the door of ${address}: run ./sclerite deploy from here`);
    const { socket } = known;
    if (!('status' in socket)) return cannotTell(told(socket));
    return socket.status === 101
      ? pass([`${told(socket)}, upgrade: ${socket.headers.upgrade ?? '(none)'}`])
      : fail([told(socket)], 'See whether the gateway is ready, and nginx: sudo journalctl -u nginx -n 30');
  },
});
