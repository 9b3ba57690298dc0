/**
 * Model providers that are part of the pinned release and need nothing but an API key. The rest would be downloaded as
 * plugins at the first start, past every pinned hash, or want a server of one's own. Keys are what stands before the slash in
 * `provider/model`; values are the plugin that serves them.
 */
const plugins: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  google: 'google',
  huggingface: 'huggingface',
  minimax: 'minimax',
  nvidia: 'nvidia',
  openai: 'openai',
  openrouter: 'openrouter',
  together: 'together',
  xai: 'xai',
};

export const providers: readonly string[] = Object.keys(plugins);

/** `anthropic` of `anthropic/claude-sonnet-4-6`. */
export function providerOf(model: string): string {
  return model.slice(0, Math.max(0, model.indexOf('/')));
}

/** @throws TypeError when the provider is not on board. */
export function pluginOf(model: string): string {
  const plugin = Object.hasOwn(plugins, providerOf(model)) ? plugins[providerOf(model)] : undefined;
  if (plugin === undefined) throw new TypeError(`${JSON.stringify(model)}: ${providerRule}`);
  return plugin;
}

export const providerRule = `its provider is not on board of OpenClaw; these are: ${providers.join(', ')}.`;
