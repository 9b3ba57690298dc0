/** How the program below ends; everything else is a failure with its own words. */
export const DELIVERED = 0;
/** There is no list to replace: this server does not ask devices for certificates (yet). */
export const NOT_ASKING = 10;
/** nginx does not run, so nobody gets in; it will start with the new list. */
export const STANDS_STILL = 11;
/** nginx refused the new list, and the old one is back. */
export const REFUSED = 12;
/** nginx was told, but goes on as before. */
export const NOT_TAKEN_UP = 13;

/**
 * A bash program for root, safe to repeat: the list on its standard input replaces `file`, nginx is asked whether it can live
 * with that, and takes it up without dropping anybody: connections that stand end with the old workers, at most after nginx's
 * own `worker_shutdown_timeout`. It ends when a new worker is there, because `nginx -s reload` returns before.
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
if ! words=$(nginx -t 2>&1); then
  mv -f -- "$old" "$file"
  printf '%s\\n' "$words" >&2
  exit ${REFUSED}
fi
master=$(systemctl show --property=MainPID --value nginx.service)
if [ "$master" = 0 ]; then exit ${STANDS_STILL}; fi
before=" $(ps --ppid "$master" -o pid= | tr -s ' \\n' ' ') "
systemctl reload nginx.service
for _ in $(seq 100); do
  for worker in $(ps --ppid "$master" -o pid=); do
    case "$before" in *" $worker "*) ;; *) exit ${DELIVERED} ;; esac
  done
  sleep 0.05
done
echo 'no new worker appeared within 5 s; journalctl -u nginx.service says why' >&2
exit ${NOT_TAKEN_UP}
`;
