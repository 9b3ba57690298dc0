/** OpenClaw's own groups (docs/gateway/config-tools/tool-policy.md of 2026.9.6), those that matter here. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'group:fs': ['read', 'write', 'edit', 'apply_patch'],
  'group:memory': ['memory_search', 'memory_get'],
  'group:web': ['web_search', 'x_search', 'web_fetch'],
  'group:media': ['view_image', 'image_generate', 'music_generate', 'video_generate', 'tts', 'pdf'],
};

/** Tools that an operator may add. None of them starts a program or changes the gateway. */
const grantable: readonly string[] = [
  ...Object.values(groups).flat(),
  ...['get_goal', 'create_goal', 'update_goal', 'progress_card', 'show_widget'],
];

/** Denied whatever is granted. `cron` is also called `automations`, `exec` also `bash`: the groups cover every spelling. */
const alwaysDenied = ['group:automation', 'group:runtime', 'gateway', 'cron', 'browser', 'nodes', 'computer'];
const alsoDenied = ['terminal', 'portal', 'sessions_spawn', 'sessions_send'];

/** What is wrong with wishing for this tool; undefined: nothing. */
export function toolProblem(name: string): string | undefined {
  if (Object.hasOwn(groups, name) || grantable.includes(name)) return undefined;
  return `cannot be granted: it could run programs, change the gateway or reach other machines, or OpenClaw has no such tool. These can: ${[...Object.keys(groups), ...grantable].join(', ')}.`;
}

/**
 * The wishes as single tools, each once, sorted.
 * @throws TypeError when one of them cannot be granted.
 */
export function grantedTools(wishes: readonly string[]): readonly string[] {
  for (const wish of wishes) {
    const problem = toolProblem(wish);
    if (problem !== undefined) throw new TypeError(`${JSON.stringify(wish)} ${problem}`);
  }
  return [...new Set(wishes.flatMap((wish) => groups[wish] ?? [wish]))].sort();
}

/** A denied group beats an allowed member, so the group of the file tools falls apart as soon as one of them is granted. */
export function deniedTools(granted: readonly string[]): readonly string[] {
  const files = groups['group:fs'] ?? [];
  const fileDenials = files.some((tool) => granted.includes(tool))
    ? files.filter((tool) => !granted.includes(tool))
    : ['group:fs'];
  return [...alwaysDenied, ...fileDenials, ...alsoDenied];
}
