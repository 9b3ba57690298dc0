import type { Sabotage } from '../sabotage.ts';

/** A module that is loaded from elsewhere, and that the tree of the kernel does not know. */
export default {
  control: 'integrity.modules-loaded-known',
  needs: 'own-kernel',
  break: `xz -dc "$(modinfo -n dummy)" >/run/dummy.ko
insmod /run/dummy.ko
cp -p "/usr/lib/modules/$(uname -r)/modules.dep" /run/modules.dep
sed -i '/dummy\\.ko/d' "/usr/lib/modules/$(uname -r)/modules.dep"`,
  repair: `cp -p /run/modules.dep "/usr/lib/modules/$(uname -r)/modules.dep"
rmmod dummy
rm /run/modules.dep /run/dummy.ko`,
} satisfies Sabotage;
