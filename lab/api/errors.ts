/** The API's refusals: one HTTP status, one code from Hetzner's list, a message, and details where the code has them. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Never left out: hcloud-go up to 2.47 panics when an `invalid_input` comes without a `details` key. */
  readonly details: object | null;

  constructor(status: number, code: string, message: string, details: object | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The envelope every refusal travels in. */
  get body(): object {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}

/** Field path -> what is wrong with it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** 422 for a value (or a field) the API does not take. The first field's complaint is the message. */
export function invalidInput(fields: FieldErrors, message?: string): ApiError {
  const listed = Object.entries(fields).map(([name, messages]) => ({ name, messages }));
  const first = listed[0];
  const text = message ?? `invalid input in field '${first?.name}': ${first?.messages.join('; ')}`;
  return new ApiError(422, 'invalid_input', text, { fields: listed });
}

/** 404. `what` is the resource as a person says it: "server", "SSH key". */
export const notFound = (what: string, id: number | string): ApiError =>
  new ApiError(404, 'not_found', `${what} with ID '${id}' not found`);

/** 409: another object of the project already has this value. */
export const notUnique = (field: string, message = 'name is already used'): ApiError =>
  new ApiError(409, 'uniqueness_error', message, { fields: [{ name: field }] });

/** 423: an action is still running on the object. */
export const locked = (what: string, id: number): ApiError =>
  new ApiError(423, 'locked', `${what} ${id} is locked by a running action`);

/** 423: the owner protected the object. */
export const isProtected = (what: string, from: string): ApiError =>
  new ApiError(423, 'protected', `${what} ${from} is protected`);

/** 403: the project's limit for a kind of object is reached. */
export const limitExceeded = (what: string, limit: number): ApiError =>
  new ApiError(403, 'resource_limit_exceeded', `${what} limit exceeded (this project may have ${limit})`, {
    limits: [{ name: 'project_limit' }],
  });

/** 422 with a code of its own: the request is well-formed and the state of things forbids it. */
export const conflictOf = (code: string, message: string): ApiError => new ApiError(422, code, message);

/** 422: the real API can do this, what runs the machines cannot. Refused, so that nobody believes it happened. */
export const unsupported = (driver: string, what: string): ApiError =>
  new ApiError(422, 'unsupported_error', `this lab's machines (driver ${driver}) have no ${what}`);
