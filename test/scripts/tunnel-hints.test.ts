import { describe, expect, it } from 'vitest';
import { tunnelHints } from '../../scripts/_tunnel-hints.ts';

const opened = { url: 'http://127.0.0.1:18789', server: 'gateway', controlUi: true };
const pairing = 'A new browser or terminal must be approved once: ./sclerite pair gateway';

describe('what to do with an open tunnel', () => {
  it('keeps the token off the screen, and says how to see it', () => {
    expect(tunnelHints(opened)).toEqual([
      'In a browser:   http://127.0.0.1:18789/',
      'In a terminal:  openclaw tui --url ws://127.0.0.1:18789 --token TOKEN',
      'The token:      ./sclerite tunnel gateway --show-token',
      pairing,
    ]);
  });

  it('gives lines to copy when the token was asked for', () => {
    expect(tunnelHints({ ...opened, token: 'feedface' })).toEqual([
      'In a browser:   http://127.0.0.1:18789/#token=feedface',
      'In a terminal:  openclaw tui --url ws://127.0.0.1:18789 --token feedface',
      'The token:      feedface   (whoever has it commands the agent)',
      pairing,
    ]);
  });

  it('sends nobody to a page that is off, and puts no token there', () => {
    const [browser] = tunnelHints({ ...opened, controlUi: false, token: 'feedface' });
    expect(browser).toMatch(/^In a browser: {3}nothing yet; .*controlUi: true/);
    expect(browser).not.toContain('feedface');
  });
});
