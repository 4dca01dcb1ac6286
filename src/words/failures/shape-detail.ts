import type {
  CountedThing,
  ExpectedCode,
  ExpectedValues,
  ShapeDetail,
} from '../../failure-codes/shape-detail.ts';
import { countNoun } from '../count-noun.ts';

/** What a validator calls the kinds of JSON, and what we call them. */
const KINDS: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
};

const NOUNS: Readonly<Record<CountedThing, string>> = {
  servers: 'server',
  users: 'user',
  faults: 'fault',
  characters: 'character',
};

/** What a value should be: a text, or one that its values go into. */
const EXPECTED: {
  readonly [Code in ExpectedCode]: string | ((values: ExpectedValues[Code]) => string);
} = {
  type: ({ type }) => KINDS[type] ?? type,
  'one-of': ({ words }) => words.join(' or '),
  equal: ({ value }) => String(value),
  'whole-number': 'a whole number',
  'at-least': ({ minimum }) => `${minimum} or more`,
  'at-most': ({ maximum }) => `${maximum} at most`,
  between: ({ minimum, maximum }) => `${minimum} to ${maximum}`,
  'count-at-least': ({ minimum, of }) => `at least ${countOf(minimum, of)}`,
  'count-at-most': ({ maximum, of }) => `${countOf(maximum, of)} at most`,
  'count-between': ({ minimum, maximum, of }) => `${minimum} to ${countOf(maximum, of)}`,
  count: ({ count }) => `a length of ${count}`,
  ascending: 'each number once, in their order',
  hex: ({ digits }) => (digits === undefined ? 'hex digits' : `${digits} hex digits`),
  base64: 'base64',
  'base64-of': ({ bytes }) => `base64 of ${countNoun(bytes, 'byte')}`,
  'base64-at-most': ({ bytes }) => `base64 of at most ${countNoun(bytes, 'byte')}`,
  certificate: 'base64 of a certificate',
  function: 'a function',
  'session-id': 'a session id',
  'operation-id': 'an operation id',
  'user-name': 'a user name',
  'new-user-name': '1 to 31 letters, digits and _',
  'serial-number': 'a serial number',
  'partition-name': 'a partition name',
  'object-name': 'the name of an object',
  'attribute-name': 'the name of an attribute',
  'key-label': 'a shorter label',
  'key-users': 'the owner and each sharer once',
  'tokens-to-delete': "'all', 'everyone' or bytes",
  host: 'a host name or an address',
  server: 'an address, or an object with hostname, name and port',
  'other-host': 'one that no server before it has',
  'store-place': 'a place of stores',
  'quoted-text': 'a text; put it in quotes',
  'path-or-key': 'a path or a key',
  time: 'a time, as 2026-01-01T12:00:00Z or seconds since 1970',
  seed: 'a whole number of 15 digits at most, or a text in quotes',
  'm-value': '1 (off) or more',
  'seed-version': ({ version }) => `${version}: this mofn knows no other`,
  'dump-format': ({ format }) => `"${format}": it is no dump`,
  'type-of-dump': ({ type }) => `${type}, as the dump says`,
  'type-of-others': ({ type }) => `${type}, as the other servers have`,
  'cluster-key-of-others': 'that of the other servers',
  'no-keys': 'none: the keys of a dump are in its member "keys"',
};

/** What is wrong with a value, in words; its place is the caller's affair. */
export function describeShapeDetail(detail: ShapeDetail): string {
  switch (detail.code) {
    case 'missing':
      return 'missing';
    case 'unknown-key':
      return 'unknown key';
    case 'unlike': {
      const { expected, found } = detail;
      // The compiler does not see that the words found under a code are those for its values.
      const words = EXPECTED[expected.code] as string | ((values: unknown) => string);
      const wanted = typeof words === 'string' ? words : words(expected);
      return found === null
        ? `expected ${wanted}`
        : `expected ${wanted}, found ${KINDS[found] ?? found}`;
    }
  }
}

function countOf(count: number, of: CountedThing | undefined): string {
  return of === undefined ? String(count) : countNoun(count, NOUNS[of]);
}
