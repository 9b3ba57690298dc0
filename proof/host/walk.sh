# What whoever has become the gateway's user would look for. Runs as that user, outside its unit's sandbox: worse than the
# sandbox leaks, and all that file modes alone hold back. One line for each finding; `walked:` lines say what was looked at.
me=$(id -un)
note() { printf 'FOUND %s: %s\n' "$1" "$2"; }

own='^/(var/lib/openclaw|srv/openclaw/workspace|run/openclaw|tmp|var/tmp|dev/shm|dev/mqueue|run/lock|run/user|proc)(/|$)'
count=0
while IFS= read -r -d '' path; do
  count=$((count + 1))
  [[ $path =~ $own ]] || note writable "$path"
done < <(find / -xdev \( -path /proc -o -path /sys \) -prune -o \( -type f -o -type d \) -writable -print0 2>/dev/null
  find /run -xdev \( -type f -o -type d \) -writable -print0 2>/dev/null)
printf 'walked: %s writable paths\n' "$count"

for path in /etc/shadow /etc/gshadow /etc/sudoers /etc/ssh/ssh_host_*_key /etc/nftables.conf \
  /var/lib/systemd/credential.secret /var/lib/cloud/instance/user-data.txt /var/log/auth.log /var/log/cloud-init.log; do
  [[ -r $path ]] && note readable "$path"
done
# Of a directory that may be listed, what counts is what in it may be read. What may not be entered or is not there
# is all that find complains of, and no finding.
while IFS= read -r -d '' path; do note readable "$path"; done < <(find /root /home /etc/openclaw/cred /etc/sclerite \
  /etc/letsencrypt /var/log/journal /run/log/journal /var/lib/fail2ban /var/lib/private /run/credentials \
  -type f -readable -print0 2>/dev/null)

sudo -n -l >/dev/null 2>&1 && note sudo 'may run something without a password'
[[ $(id -G | wc -w) -eq 1 ]] || note groups "$(id -Gn)"
while IFS= read -r -d '' path; do note setuid "$path"; done < <(find / -xdev -type f -perm /6000 -writable -print0 2>/dev/null)
while IFS= read -r path; do
  case $path in
    /run/dbus/system_bus_socket | /run/systemd/* | /run/nscd/socket | /run/uuidd/request) ;;
    *) [[ -S $path && -w $path ]] && note socket "$path" ;;
  esac
done < <(awk 'NR > 1 && $8 ~ /^\// { print $8 }' /proc/net/unix | sort -u)
getcap -r /usr /opt 2>/dev/null | while IFS= read -r line; do
  case $line in */ping\ *) ;; *) note capability "$line" ;; esac
done
curl -s -o /dev/null --connect-timeout 3 http://169.254.169.254/hetzner/v1/metadata && note metadata 'the metadata service answers'
others=$(ps -eo user= 2>/dev/null | grep -cvw "$me")
[[ $others -eq 0 ]] || note processes "$others processes of other users are visible"
for crontab in /var/spool/cron/crontabs /etc/cron.d; do [[ -w $crontab ]] && note writable "$crontab"; done
crontab -l >/dev/null 2>&1 && note cron 'has a crontab'
printf 'walked: the end\n'
