/**
 * Objects that a state names and does not hold: pages of the table of keys, and what keys are made of. An object
 * never changes; its name tells which generation of the state it was made for, and its SHA-256.
 */
export interface KeyObjects {
  /** @throws Failure of kind `state` where the object is missing or is not what its name says */
  get(name: string): Uint8Array;
  /** Keeps bytes with the state that comes of this request; nothing is kept where there comes none. @returns their name */
  put(bytes: Uint8Array): string;
  /** Lets an object go that the next state does not name. */
  retire(name: string): void;
}
