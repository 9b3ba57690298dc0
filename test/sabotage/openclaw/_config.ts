import type { Sabotage } from '../sabotage.ts';

const FILE = '/etc/openclaw/openclaw.json';
const KEPT = '/run/sclerite-sabotage.json';

/**
 * The gateway notices a change within two seconds and takes it over; a few settings make it restart itself for that, in about
 * eight. Owner and mode of the file stay.
 */
const settle = `sleep 4
for try in $(seq 60); do
  code=$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' http://127.0.0.1:18789/readyz) || code=none
  if [ "$code" = 200 ]; then exit 0; fi
  sleep 0.5
done
echo "the gateway is not ready: $code" >&2
exit 1`;

/** @param change Python: what to do to the config, which is in `c` */
export function configChange(change: string): Pick<Sabotage, 'break' | 'repair'> {
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
${settle}`,
    repair: `cat ${KEPT} >${FILE}
rm ${KEPT}
${settle}`,
  };
}
