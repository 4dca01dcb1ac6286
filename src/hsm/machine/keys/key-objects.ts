/**
 * Objects that a state names and does not hold: pages of the table of keys. An object never changes; its name
 * tells which generation of the state it was made for, and its SHA-256.
 */
export interface KeyObjects {
  /** @throws Failure of kind `state` where the object is missing or is not what its name says */
  get(name: string): Uint8Array;
  /**
   * An object as `decode` makes it, which is done once: each name is always decoded by the same function.
   *
   * @throws Failure of kind `state` as above; what `decode` throws
   */
  decoded<Page>(name: string, decode: (bytes: Uint8Array) => Page): Page;
  /** Keeps bytes with the state that comes of this request, if that names them. @returns their name */
  put(bytes: Uint8Array): string;
}

/** For who looks at what is in no object, and makes none. */
export const NO_OBJECTS: KeyObjects = {
  get: refuse,
  decoded: refuse,
  put: refuse,
};

function refuse(): never {
  throw new Error('an object of a state that has none');
}
