/** Request bodies: read by a zod schema, refused as Hetzner refuses. */
import { z } from 'zod';
import { type FieldErrors, invalidInput } from './errors.ts';
import { labelFaults } from './labels.ts';

/**
 * Reads a body. Objects are strict: a field that the schema does not have is refused by name instead of ignored, so a
 * program that relies on something the lab does not emulate hears about it.
 * @throws ApiError 422 invalid_input with every faulty field
 */
export function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const fields: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join('.');
    const names =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => (path === '' ? key : `${path}.${key}`)) : [path];
    const message =
      issue.code === 'unrecognized_keys' ? 'unknown field, or one that this lab does not emulate' : issue.message;
    for (const name of names) fields[name] = [...(fields[name] ?? []), message];
  }
  throw invalidInput(fields as FieldErrors);
}

/** An empty body, or `{}`: what most actions take. */
export const nothing = z.strictObject({});

export const id = z.int().positive();

export const labels = z.record(z.string(), z.string()).superRefine((value, context) => {
  for (const message of labelFaults(value)) context.addIssue({ code: 'custom', message });
});

/** The name of anything but a server. */
export const plainName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(128, 'must not be longer than 128 characters');

/** A server's name is also its host name (RFC 1123). */
export const hostName = z
  .string()
  .max(253, 'must not be longer than 253 characters')
  .regex(
    /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*$/i,
    'must be a valid hostname as per RFC 1123',
  );

/** `{delete: true}` and the like, of `change_protection`. */
export const deleteProtection = z.strictObject({ delete: z.boolean().optional() });

export const idOrName = z.union([id, z.string().min(1)]);
