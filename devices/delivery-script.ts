/** How the program below ends; everything else is a failure with its own words. */
export const DELIVERED = 0;
/** There is no list to replace: this server does not ask devices for certificates (yet). */
export const NOT_ASKING = 10;
/** nginx does not run, so nobody gets in; it will start with the new list. */
export const STANDS_STILL = 11;
/** nginx refuses its configuration as it would be now, and the old list is back. */
export const REFUSED = 12;
/** nginx was told, but goes on as before. */
export const NOT_TAKEN_UP = 13;

/**
 * A bash program for root, safe to repeat: the list on its standard input replaces `file`, nginx is asked whether it can live
 * with that, and takes it up without dropping anybody: connections that stand end with the old workers, at most after nginx's
 * own `worker_shutdown_timeout`. `nginx -s reload` returns at once, and new workers stand beside old ones for 0.1 s: the program
 * ends when the last old one has stopped accepting, and not a moment before a revoked device is refused.
 *
 * @param file absolute, needs no quoting
 */
export const deliveryScript = (file: string): string => `set -euo pipefail
file=${file}
if [ ! -e "$file" ]; then exit ${NOT_ASKING}; fi
new=$(mktemp "$file.XXXXXXXX")
old=$(mktemp "$file.XXXXXXXX")
trap 'rm -f -- "$new" "$old"' EXIT
cat >"$new"
chown --reference="$file" -- "$new"
chmod --reference="$file" -- "$new"
cp -p -- "$file" "$old"
mv -f -- "$new" "$file"
# A stopped nginx cannot be asked: its directory for the pid file is gone with it, and -t stumbles over that.
master=$(systemctl show --property=MainPID --value nginx.service)
if [ "$master" = 0 ]; then exit ${STANDS_STILL}; fi
if ! words=$(nginx -t 2>&1); then
  mv -f -- "$old" "$file"
  printf '%s\\n' "$words" >&2
  exit ${REFUSED}
fi
workers() { ps --ppid "$master" -o pid=,args= | sed -n 's/^ *//; / is shutting down/!p'; }
before=$(workers)
systemctl reload nginx.service
for _ in $(seq 100); do
  now=$(workers)
  # Not a word of the old ones is left among those that accept, and somebody accepts.
  if [ -n "$now" ] && [ -z "$(grep -Fxf <(printf '%s\\n' "$before") <<<"$now")" ]; then exit ${DELIVERED}; fi
  sleep 0.05
done
echo 'the old workers still accept after 5 s; journalctl -u nginx.service says why' >&2
exit ${NOT_TAKEN_UP}
`;
