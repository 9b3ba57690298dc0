import type { WebAnswer } from '../../facts/outside-web.ts';

/** `https GET / (WebSocket): 401`, or why nothing came. */
export const told = (answer: WebAnswer): string =>
  `${answer.asked}: ${'status' in answer ? answer.status : `no answer (${answer.because})`}`;

/** The status; undefined when the connection ended without one. */
export const statusOf = (answer: WebAnswer): number | undefined => ('status' in answer ? answer.status : undefined);

/** A header by its lower-case name; undefined when it was not there, or nothing was answered. */
export const headerOf = (answer: WebAnswer, name: string): string | undefined =>
  'status' in answer ? answer.headers[name] : undefined;
