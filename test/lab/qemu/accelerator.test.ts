import { expect, it } from 'vitest';

import { chooseAccelerator } from '../../../lab/qemu/accelerator.ts';

const intel = 'processor\t: 0\nflags\t\t: fpu vme vmx ssse3\nvmx flags\t: vnmi\n';
const amd = 'flags\t\t: fpu svm\n';
const none = 'flags\t\t: fpu vme hypervisor\nvmx flags\t: vnmi\n';

it.each([
  { when: 'an Intel host has a /dev/kvm that we may open', processor: intel, isUsable: true, then: 'kvm' },
  { when: 'an AMD host has one', processor: amd, isUsable: true, then: 'kvm' },
  { when: 'the device is missing or not ours', processor: amd, isUsable: false, then: 'tcg' },
  { when: 'there is a device, but the processor has no virtualisation', processor: none, isUsable: true, then: 'tcg' },
  { when: 'another word only begins like the flag', processor: 'flags : svm_lock\n', isUsable: true, then: 'tcg' },
])('$when -> $then', ({ processor, isUsable, then }) => {
  expect(chooseAccelerator(() => isUsable, processor)).toBe(then);
});
