import * as hcloud from '@cdktf/provider-hcloud';
import { HcloudProvider } from '@cdktf/provider-hcloud/lib/provider';
import { Server } from '@cdktf/provider-hcloud/lib/server';
import { describe, expect, it } from 'vitest';

describe('the generated bindings', () => {
  it('name the resources as the prebuilt providers do', () => {
    expect(Server.tfResourceType).toBe('hcloud_server');
    expect(HcloudProvider.tfResourceType).toBe('hcloud');
  });

  it('give the same classes through the index', () => {
    expect(hcloud.server.Server).toBe(Server);
  });
});
