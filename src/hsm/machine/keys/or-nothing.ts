/** What comes of reading bytes, or nothing: OpenSSL throws on whatever is no key, and how it words it is of no interest. */
export function orNothing<Value>(read: () => Value): Value | undefined {
  let value: Value | undefined;
  try {
    value = read();
  } catch {
    // Nothing came of it.
  }
  return value;
}
