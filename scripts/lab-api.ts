import { defineCommand } from 'citty';

export default defineCommand({
  meta: { name: 'api', description: 'Only the API, without machines: lab api --driver none --listen 127.0.0.1:PORT' },
  args: {
    driver: { type: 'string', default: 'none', description: 'What runs the machines' },
    listen: { type: 'string', valueHint: 'HOST:PORT', description: 'Where to listen' },
    state: { type: 'string', valueHint: 'DIR', description: 'Where the objects are kept' },
    token: { type: 'string', description: 'The only token that is let in (default: any of 64 characters)' },
    'requests-per-hour': { type: 'string', valueHint: 'N', description: 'Refuse with 429 beyond it (default: never)' },
    'as-of': { type: 'string', valueHint: 'DAY', description: 'Behave as the API did on that day (default: today)' },
    log: { type: 'string', valueHint: 'FILE', description: 'Where requests and events are written' },
  },
  async run({ rawArgs }) {
    const { main } = await import('../lab/api/main.ts');
    return main(rawArgs);
  },
});
