import { holdsPassword } from './holds-password.ts';

/**
 * Finds the lines of a record that have a password in what somebody said, as they said it.
 *
 * @param bytes the whole file, sound or not
 * @returns numbers from 1 on
 * @example
 * findRecordPasswords(new TextEncoder().encode('{"remark":"--pin rainbow7"}')); // [1]
 */
export function findRecordPasswords(bytes: Uint8Array): readonly number[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line, at) => (listTexts(line).some(holdsPassword) ? [at + 1] : []));
}

/** Texts of an entry, without JSON's escapes; of what is no JSON all. */
function listTexts(line: string): readonly string[] {
  const texts: string[] = [];
  try {
    JSON.parse(line, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    return texts;
  } catch {
    return [line];
  }
}
