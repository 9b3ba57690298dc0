import type { Construct } from 'constructs';
import { TerraformStack, Testing } from '../../stacks/cdktf.ts';

/** The resources that a construct adds to a stack, by type, without cdktf's own bookkeeping. */
export function resourcesOf(build: (scope: Construct) => void): Record<string, unknown> {
  const stack = new TerraformStack(Testing.app(), 'test');
  build(stack);
  return JSON.parse(Testing.synth(stack)).resource ?? {};
}
