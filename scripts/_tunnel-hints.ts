export interface Opened {
  readonly url: string;
  readonly server: string;
  readonly controlUi: boolean;
  /** Only when it was asked for. */
  readonly token?: string | undefined;
}

/** What to do with an open tunnel. Pure. */
export function tunnelHints({ url, server, controlUi, token }: Opened): readonly string[] {
  const tui = `openclaw tui --url ${url.replace(/^http/, 'ws')} --token ${token ?? 'TOKEN'}`;
  return [
    ...(controlUi
      ? [`In a browser:   ${url}/${token === undefined ? '' : `#token=${token}`}`]
      : [
          "In a browser:   nothing yet; OpenClaw's page is off (controlUi: true below openclaw in the config, then deploy)",
        ]),
    `In a terminal:  ${tui}`,
    token === undefined
      ? `The token:      ./sclerite tunnel ${server} --show-token`
      : `The token:      ${token}   (whoever has it commands the agent)`,
    `A new browser or terminal must be approved once: ./sclerite pair ${server}`,
  ];
}
