import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.interpreters-known',
  break: `folder=$(echo /usr/local/lib/python3.*/dist-packages)
echo 'import sys' >"$folder/sitecustomize.py"`,
  repair: `rm /usr/local/lib/python3.*/dist-packages/sitecustomize.py`,
} satisfies Sabotage;
