/**
 * The only importer of `cdktf`. Its living drop-in is `cdktn` (`"cdktf": "npm:cdktn@…"` in package.json, or this one line):
 * nothing else would change.
 */
export type { ITerraformDependable } from 'cdktf';
export { App, DataResource, Fn, LocalBackend, TerraformOutput, TerraformStack, Testing, Token } from 'cdktf';
