/** Beginnings and shapes that issuers chose so that scanners can find them. */
const known = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^sk-[A-Za-z0-9_-]{8,}/, // OpenAI, Anthropic, OpenRouter
  /^(gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|AIza|gsk_|xai-|hf_|AKIA|ya29\.)[A-Za-z0-9_-]{8,}/,
  /^\d{8,10}:[A-Za-z0-9_-]{35}$/, // a Telegram bot token
  /^eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\./, // a JSON web token
];

/** Public by nature, though they look random. */
const harmless = /^((sk-)?(ssh|ecdsa)-[\w@.-]+ AAAA|-----BEGIN CERTIFICATE-----)/;

/**
 * Whether a text is likely a key, token or password that was pasted where its name belongs. Wrong now and then in both
 * directions: it decides what is *shown*, and whether a name is believed to be one, nothing else.
 */
export function looksLikeSecret(text: string): boolean {
  const trimmed = text.trim();
  if (harmless.test(trimmed)) return false;
  if (known.some((pattern) => pattern.test(trimmed))) return true;
  if (/^[a-f0-9]{32,}$/i.test(trimmed) || /^[A-Za-z0-9]{64}$/.test(trimmed)) return true;
  // Long, without a space or a slash, and mixed as no name is: 24 random base64 characters hold all three classes.
  return /^[\w+=.~-]{24,}$/.test(trimmed) && [/[a-z]/, /[A-Z]/, /\d/].every((some) => some.test(trimmed));
}
