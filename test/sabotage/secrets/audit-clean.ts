import { configChange } from '../openclaw/_config.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.audit-clean',
  ...configChange("c['models']['providers'] = {'anthropic': {'apiKey': 'sk-ant-api03-' + 'sabotage' * 4}}"),
} satisfies Sabotage;
