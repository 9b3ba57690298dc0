import packageJson from '../package.json' with { type: 'json' };
import { main } from './_main.ts';
import { verbs } from './_verbs.ts';

await main(verbs, packageJson.version);
