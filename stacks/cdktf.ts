/**
 * The only importer of `cdktf`. Its living drop-in is `cdktn` (`"cdktf": "npm:cdktn@…"` in package.json, or this one line):
 * nothing else would change.
 */
export { App, DataResource, Fn, LocalBackend, TerraformOutput, TerraformStack, Testing, Token } from 'cdktf';
