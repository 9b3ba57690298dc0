import { describe, expect, it } from 'vitest';

import { canBoot, imageRecipe } from '../../../lab/machines/recipe.ts';

const inputs = {
  image: 'debian-13',
  mirror: { archive: 'http://a.example/debian/', security: null },
  guestApt: [],
  authorities: '',
};

describe('imageRecipe', () => {
  it('has the same key for the same inputs', () => {
    expect(imageRecipe(inputs).key).toBe(imageRecipe({ ...inputs }).key);
    expect(imageRecipe(inputs).key).toMatch(/^debian-13-[0-9a-f]{12}$/);
  });

  it.each([
    { when: 'the mirror', change: { mirror: { archive: 'http://b.example/debian/', security: null } } },
    { when: 'what the host trusts', change: { authorities: 'another' } },
    { when: "the guest's apt configuration", change: { guestApt: ['Acquire::Check-Date "false";'] } },
    { when: 'the image', change: { image: 'debian-12' } },
  ])('has another key when $when changes', ({ change }) => {
    expect(imageRecipe({ ...inputs, ...change }).key).not.toBe(imageRecipe(inputs).key);
  });

  it('gives a whole machine a kernel, the agent and the datasource of Hetzner, in an image of its own', () => {
    const whole = imageRecipe({ ...inputs, hasOwnKernel: true });
    expect(whole.key).toMatch(/^debian-13-disk-[0-9a-f]{12}$/);
    expect(whole.packages).toEqual(expect.arrayContaining(['linux-image-cloud-amd64', 'qemu-guest-agent']));
    expect(whole.files.get('/etc/cloud/cloud.cfg.d/90_lab.cfg')).toContain('datasource_list: [Hetzner, None]');
    expect(whole.files.get('/etc/fstab')).toMatch(/^LABEL=root \/ ext4 /);
    expect(imageRecipe(inputs).packages.filter((name) => /linux-image|qemu/.test(name))).toEqual([]);
  });

  it('brings neither fail2ban nor a firewall front end: hardening has to', () => {
    expect(imageRecipe(inputs).packages.filter((name) => /fail2ban|ufw|firewalld|nftables/.test(name))).toEqual([]);
  });

  it('refuses an image that cannot boot here, and says which can', () => {
    expect(() => imageRecipe({ ...inputs, image: 'ubuntu-24.04' })).toThrowError(
      expect.objectContaining({ code: 'E_LAB_IMAGE', why: expect.stringContaining('debian-13') }),
    );
    expect([canBoot('debian-13'), canBoot('ubuntu-24.04'), canBoot('constructor')]).toEqual([true, false, false]);
  });
});
