import type { Sabotage } from '../sabotage.ts';

/** dpkg forgets the image, as if somebody had laid a kernel of his own beside the package. */
export default {
  control: 'integrity.kernel-packaged',
  needs: 'own-kernel',
  break: `list=/var/lib/dpkg/info/$(dpkg-query -S "/boot/vmlinuz-$(uname -r)" | cut -d: -f1).list
cp -p "$list" /run/sabotage.list
echo "$list" >/run/sabotage.path
sed -i '\\#^/boot/vmlinuz-#d' "$list"`,
  repair: `cp -p /run/sabotage.list "$(cat /run/sabotage.path)"
rm /run/sabotage.list /run/sabotage.path`,
} satisfies Sabotage;
