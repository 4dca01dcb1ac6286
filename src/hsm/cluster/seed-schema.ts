import * as v from 'valibot';

import type { SeedIssue } from '../../failure-codes/hsm-files.ts';
import { USER_NAME } from '../../token/user-name.ts';
import { HSM_TYPES } from '../hsm-types.ts';
import { forEachService } from '../m-values.ts';
import { detailOf } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { isPasswordAllowed } from '../machine/password.ts';
import { FIRST_PASSWORD, FIRST_USERS, GREATEST_M, LIMITS } from '../machine/rules.ts';
import { SDK5_CHOICES } from '../sdk5-edition.ts';
import { parseTime } from './clock.ts';
import { MOST_FAULTS } from './faults.ts';
import type { SeedFile } from './seed.ts';
import { LONGEST_SEED } from './seeded-random.ts';
import { serverAddressSchema } from './server-address-schema.ts';
import { CONSOLE_PORT } from './vendor-config.ts';

const server = v.union(
  [
    v.pipe(
      v.string(),
      v.transform((name) => ({ name, hostname: name, port: CONSOLE_PORT })),
      serverAddressSchema,
    ),
    v.pipe(
      v.strictObject({
        name: v.optional(v.string()),
        hostname: v.string(),
        port: v.optional(v.number(), CONSOLE_PORT),
      }),
      v.transform(({ name, hostname, port }) => ({ name: name ?? hostname, hostname, port })),
      serverAddressSchema,
    ),
  ],
  expected('server'),
);

const user = v.strictObject({
  type: v.optional(oneOf(['CO', 'CU']), 'CO'),
  name: v.pipe(v.string(), v.regex(USER_NAME, expected('new-user-name'))),
  password: v.optional(
    v.pipe(
      v.string(expected('quoted-text')),
      v.check(
        isPasswordAllowed,
        expected('count-between', {
          minimum: LIMITS.passwordCharacters.least,
          maximum: LIMITS.passwordCharacters.most,
          of: 'characters',
        }),
      ),
    ),
    FIRST_PASSWORD,
  ),
  key: v.optional(v.pipe(v.string(), v.minLength(1, expected('path-or-key')))),
});

const mValue = v.pipe(
  v.number(),
  v.integer(expected('whole-number')),
  v.minValue(1, expected('m-value')),
  v.maxValue(GREATEST_M, expected('at-most', { maximum: GREATEST_M })),
);

const time = v.pipe(
  v.union([v.string(), v.number()], expected('time')),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseTime(String(dataset.value));
    } catch {
      addIssue({ message: expected('time') });
      return NEVER;
    }
  }),
);

const SEED_EXPECTED = expected('seed');

/** YAML takes a year without quotes for a number. */
const year = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  oneOf(SDK5_CHOICES.edition),
);

const SEED_SCHEMA = v.strictObject({
  schemaVersion: v.optional(v.literal(1, expected('seed-version', { version: 1 }))),
  servers: v.optional(
    v.pipe(
      v.array(server),
      v.minLength(1, expected('count-at-least', { minimum: 1, of: 'servers' })),
      v.maxLength(LIMITS.hsms, expected('count-at-most', { maximum: LIMITS.hsms, of: 'servers' })),
    ),
  ),
  flavour: v.optional(v.string()),
  type: v.optional(oneOf(HSM_TYPES)),
  sdk5: v.optional(
    v.strictObject({
      edition: v.optional(year),
      tokenPath: v.optional(oneOf(SDK5_CHOICES.tokenPath)),
      valueSet: v.optional(oneOf(SDK5_CHOICES.valueSet)),
      numbers: v.optional(oneOf(SDK5_CHOICES.numbers)),
      keyQuorum: v.optional(oneOf(SDK5_CHOICES.keyQuorum)),
    }),
  ),
  clock: v.optional(time),
  seed: v.optional(
    v.pipe(
      // A number that is rounded would make one cluster of two seeds.
      v.union([v.string(), v.pipe(v.number(), v.safeInteger(SEED_EXPECTED))], SEED_EXPECTED),
      v.transform(String),
      v.maxLength(
        LONGEST_SEED,
        expected('count-at-most', { maximum: LONGEST_SEED, of: 'characters' }),
      ),
    ),
  ),
  adminPassword: v.optional(user.entries.password),
  users: v.optional(v.pipe(v.array(user), v.maxLength(LIMITS.users - FIRST_USERS.length)), []),
  mValues: v.optional(v.strictObject(forEachService(() => v.optional(mValue)))),
  faults: v.optional(
    v.pipe(
      v.array(v.string()),
      v.maxLength(MOST_FAULTS, expected('count-at-most', { maximum: MOST_FAULTS, of: 'faults' })),
    ),
    [],
  ),
});

function oneOf<const Words extends readonly string[]>(
  words: Words,
): v.PicklistSchema<Words, string> {
  return v.picklist(words, expected('one-of', { words }));
}

/** A seed file whose parts are not yet known to go together. */
export type ShapedSeed = Omit<SeedFile, 'flavour'> & { readonly flavour?: string };

/**
 * Judges the shape of a parsed seed file, with the defaults of what is missing.
 *
 * @param refuse is called with all that is wrong, and throws
 */
export function shapeSeed(
  value: unknown,
  refuse: (issues: readonly SeedIssue[]) => never,
): ShapedSeed {
  // To valibot a list is an object too, one without keys.
  if (Array.isArray(value)) {
    return refuse([
      {
        path: [],
        problem: {
          code: 'shape',
          detail: { code: 'unlike', expected: { code: 'type', type: 'Object' }, found: 'Array' },
        },
      },
    ]);
  }
  const result = v.safeParse(SEED_SCHEMA, value);
  if (!result.success) {
    return refuse(
      result.issues.map((issue) => ({
        path: (issue.path ?? []).map(({ key }) => key as string | number),
        problem: { code: 'shape', detail: detailOf(issue) },
      })),
    );
  }
  const { schemaVersion: _, adminPassword, users, mValues, sdk5, ...seed } = result.output;
  const password = adminPassword ?? (users.length > 0 ? FIRST_PASSWORD : undefined);
  return withoutMissing({
    ...seed,
    ...(password === undefined ? {} : { adminPassword: password }),
    ...(sdk5 === undefined ? {} : { sdk5: withoutMissing(sdk5) }),
    ...(mValues === undefined ? {} : { mValues: withoutMissing(mValues) }),
    users: users.map(withoutMissing),
  });
}

/** What the schema says may be missing is missing, rather than there and undefined. */
function withoutMissing<T extends object>(
  object: T,
): { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> : T[K] } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ReturnType<typeof withoutMissing<T>>;
}
