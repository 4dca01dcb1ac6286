import { type ByteString, type FieldText, toByteString } from './text.ts';

/**
 * What a name is compared by: on the HSM the case of its letters, which are those of ASCII, makes no
 * difference.
 */
export function nameKey(name: FieldText): ByteString {
  return toByteString(name).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether two names are of one user. */
export function isSameName(one: FieldText, other: FieldText): boolean {
  return nameKey(one) === nameKey(other);
}
