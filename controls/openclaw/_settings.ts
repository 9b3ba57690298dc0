import { type OpenclawSettings, setting } from '../../facts/openclaw-settings.ts';
import { configFile } from '../../openclaw/paths.ts';
import { fail, pass, type Verdict } from '../control.ts';

/** One setting and the values that are good. */
export interface Rule {
  /** `gateway.auth.mode` */
  readonly path: string;
  /** What it may be. `undefined` among them: OpenClaw's own default is good as well. */
  readonly oneOf: readonly unknown[];
}

/** How OpenClaw's file says it, or that it does not. */
export const evidenceOf = (settings: OpenclawSettings, path: string): string => {
  const value = setting(settings, path);
  return `${configFile}: ${path} ${value === undefined ? '(not set)' : JSON.stringify(value)}`;
};

const isGood = (settings: OpenclawSettings, { path, oneOf }: Rule) => {
  const value = JSON.stringify(setting(settings, path));
  return oneOf.some((good) => JSON.stringify(good) === value);
};

/** All rules hold, or those that do not are the evidence. */
export function judgeSettings(settings: OpenclawSettings, rules: readonly Rule[]): Verdict {
  const broken = rules.filter((rule) => !isGood(settings, rule));
  if (broken.length === 0) return pass(rules.map(({ path }) => evidenceOf(settings, path)));
  const wanted = broken.map(({ path, oneOf }) => `${path} ${oneOf.map((good) => JSON.stringify(good)).join(' or ')}`);
  return fail(
    broken.map(({ path }) => evidenceOf(settings, path)),
    `Wanted: ${wanted.join('; ')}. Run ./sclerite converge: it writes the config anew`,
  );
}
