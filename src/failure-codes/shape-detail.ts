/** What is wrong with a value that has not the shape that it should have. */
export type ShapeDetail =
  /** It is not there. */
  | { readonly code: 'missing' }
  /** There should be no key of that name. */
  | { readonly code: 'unknown-key' }
  /** It is something else; `found` is null where it may be a secret, or tells nothing. */
  | { readonly code: 'unlike'; readonly expected: Expected; readonly found: string | null };

/** What a value should be, as a code with its values. */
export type Expected = {
  readonly [Code in ExpectedCode]: { readonly code: Code } & ExpectedValues[Code];
}[ExpectedCode];

export type ExpectedCode = keyof ExpectedValues;

export interface ExpectedValues {
  /** Of a type, as TypeScript writes it: `string`, `("CO" | "CU")`. */
  type: { readonly type: string };
  /** One of these words. */
  'one-of': { readonly words: readonly string[] };
  equal: { readonly value: number };
  'whole-number': object;
  'at-least': { readonly minimum: number };
  'at-most': { readonly maximum: number };
  between: { readonly minimum: number; readonly maximum: number };
  /** So many of them; without `of`, characters of a text or members of a list. */
  'count-at-least': { readonly minimum: number; readonly of?: CountedThing };
  /** No more of them than that. */
  'count-at-most': { readonly maximum: number; readonly of?: CountedThing };
  /** So many of them as stand here, or a number between. */
  'count-between': {
    readonly minimum: number;
    readonly maximum: number;
    readonly of: CountedThing;
  };
  /** Exactly so many characters of a text, or members of a list. */
  count: { readonly count: number };
  /** Each number once, the least first. */
  ascending: object;
  /** Digits of hex; `digits` where there must be so many. */
  hex: { readonly digits?: number };
  base64: object;
  'base64-of': { readonly bytes: number };
  'base64-at-most': { readonly bytes: number };
  certificate: object;
  function: object;
  'session-id': object;
  'operation-id': object;
  /** A user's name as an HSM has it: in small letters. */
  'user-name': object;
  /** A user's name as it may be given. */
  'new-user-name': object;
  'serial-number': object;
  'partition-name': object;
  'object-name': object;
  'attribute-name': object;
  'key-label': object;
  /** The owner of a key and each who shares it, once. */
  'key-users': object;
  /** `all`, `everyone`, or the bytes of tokens. */
  'tokens-to-delete': object;
  /** A host name or an address. */
  host: object;
  /** An address, or an object that has one. */
  server: object;
  /** A host name that no server before it has. */
  'other-host': object;
  /** Where a cluster keeps its stores. */
  'store-place': object;
  /** A text, where YAML would take digits for a number. */
  'quoted-text': object;
  'path-or-key': object;
  time: object;
  seed: object;
  'm-value': object;
  /** The only version of a seed file that there is. */
  'seed-version': { readonly version: number };
  /** The format by which a dump is told. */
  'dump-format': { readonly format: string };
  /** The type of HSM that the dump says. */
  'type-of-dump': { readonly type: string };
  /** The type of HSM that the other servers have. */
  'type-of-others': { readonly type: string };
  /** The key of the cluster, which the other servers have too. */
  'cluster-key-of-others': object;
  /** No keys: those of a dump stand in a member of their own. */
  'no-keys': object;
}

/** What is counted. */
export type CountedThing = 'servers' | 'users' | 'faults' | 'characters';
