import { randomBytes, randomInt } from 'node:crypto';
import { inspect } from 'node:util';

const SHOWN = '[secret]';

/** A value that refuses to be printed: templates, JSON, console.log and errors show `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value. Only where it is handed on, to a file of mode 0600 or to a standard input. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.toPrimitive](): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

/** Letters and digits that nobody confuses on a console: no 0/o, 1/l/i. 31 of them: 4.95 bits each. */
const TYPEABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** For a person to type: six groups of five, 148 bits. */
export function generatePassword(): Secret {
  const group = () => Array.from({ length: 5 }, () => TYPEABLE[randomInt(TYPEABLE.length)]).join('');
  return new Secret(Array.from({ length: 6 }, group).join('-'));
}

/** For programs: 32 bytes, in 43 characters that need no quoting anywhere. */
export function generateToken(): Secret {
  return new Secret(randomBytes(32).toString('base64url'));
}
