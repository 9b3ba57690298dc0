import type { Sabotage } from '../sabotage.ts';

const FILE = '/etc/openclaw/openclaw.json';
const KEPT = '/run/sclerite-sabotage.json';

/** The gateway notices a change after about 1.3 s. Most settings it takes over at once; a few make it restart itself, in 8 s. */
const settle = (restarts: boolean) => `sleep ${restarts ? 4 : 2}
for try in $(seq 60); do
  code=$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' http://127.0.0.1:18789/readyz) || code=none
  if [ "$code" = 200 ]; then exit 0; fi
  sleep 0.5
done
echo "the gateway is not ready: $code" >&2
exit 1`;

/**
 * Owner and mode of the file stay as they are.
 *
 * @param change Python: what to do to the config, which is in `c`
 * @param restarts whether the gateway restarts itself for this setting
 */
export function configChange(change: string, restarts = false): Pick<Sabotage, 'break' | 'repair'> {
  return {
    break: `(umask 077; cat ${FILE} >${KEPT})
python3 - <<'EOF'
import json
with open('${KEPT}') as file:
    c = json.load(file)
${change}
with open('${FILE}', 'w') as file:
    file.write(json.dumps(c, indent=2) + '\\n')
EOF
${settle(restarts)}`,
    repair: `cat ${KEPT} >${FILE}
rm ${KEPT}
${settle(restarts)}`,
  };
}
