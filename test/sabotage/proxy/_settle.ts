/** Until nginx's workers are those of after the reload: what comes then is answered by them. */
export const reload = `before=$(pgrep --parent "$(cat /run/nginx/nginx.pid)" --newest)
systemctl reload nginx
for try in $(seq 50); do
  if [ "$(pgrep --parent "$(cat /run/nginx/nginx.pid)" --newest)" != "$before" ]; then sleep 0.3; exit 0; fi
  sleep 0.1
done
echo 'nginx has no new workers' >&2
exit 1`;
