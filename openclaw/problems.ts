import { bundledChannels } from './channels.ts';
import type { OpenclawInput } from './config.ts';
import { providerOf, providerRule, providers } from './providers.ts';
import { toolProblem } from './tools.ts';

/** One thing that this release of OpenClaw cannot be given, where it stands in the input, and the rule it breaks. */
export interface OpenclawProblem {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly rule: string;
}

/** Everything in the input that `openclawConfig` would refuse, all at once. */
export function openclawProblems({ model, channels, tools }: OpenclawInput): readonly OpenclawProblem[] {
  return [
    ...(providers.includes(providerOf(model)) ? [] : [{ path: ['model'], value: model, rule: providerRule }]),
    ...Object.keys(channels)
      .filter((name) => !(bundledChannels as readonly string[]).includes(name))
      .map((name) => ({
        path: ['channels', name],
        value: name,
        rule: `OpenClaw has no ${name} channel on board and would download a plugin for it at start, past every pinned hash.`,
      })),
    ...tools.allow.flatMap((name, index) => {
      const rule = toolProblem(name);
      return rule === undefined ? [] : [{ path: ['tools', 'allow', index], value: name, rule }];
    }),
  ];
}
