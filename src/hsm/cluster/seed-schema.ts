import * as v from 'valibot';

import type { SeedIssue } from '../../failure-codes/hsm-files.ts';
import { USER_NAME } from '../../token/user-name.ts';
import { HSM_TYPES } from '../hsm-types.ts';
import { forEachService } from '../m-values.ts';
import { describeIssue } from '../machine/check-shape.ts';
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
  'expected an address, or an object with hostname, name and port',
);

const user = v.strictObject({
  type: v.optional(v.picklist(['CO', 'CU'], 'expected CO or CU'), 'CO'),
  name: v.pipe(v.string(), v.regex(USER_NAME, 'expected 1 to 31 letters, digits and _')),
  password: v.optional(
    v.pipe(
      v.string('expected a text; put it in quotes'),
      v.check(
        isPasswordAllowed,
        `expected ${LIMITS.passwordCharacters.least} to ${LIMITS.passwordCharacters.most} characters`,
      ),
    ),
    FIRST_PASSWORD,
  ),
  key: v.optional(v.pipe(v.string(), v.minLength(1, 'expected a path or a key'))),
});

const mValue = v.pipe(
  v.number(),
  v.integer('expected a whole number'),
  v.minValue(1, 'expected 1 (off) or more'),
  v.maxValue(GREATEST_M, `expected ${GREATEST_M} at most`),
);

const time = v.pipe(
  v.union([v.string(), v.number()], 'expected a time, as 2026-01-01T12:00:00Z'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseTime(String(dataset.value));
    } catch {
      addIssue({ message: 'expected a time, as 2026-01-01T12:00:00Z or seconds since 1970' });
      return NEVER;
    }
  }),
);

const SEED_EXPECTED = 'expected a whole number of 15 digits at most, or a text in quotes';

/** YAML takes a year without quotes for a number. */
const year = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.picklist(SDK5_CHOICES.edition, 'expected 2026 or 2023'),
);

const SEED_SCHEMA = v.strictObject({
  schemaVersion: v.optional(v.literal(1, 'expected 1: this mofn knows no other')),
  servers: v.optional(
    v.pipe(
      v.array(server),
      v.minLength(1, 'expected at least one server'),
      v.maxLength(LIMITS.hsms, `expected ${LIMITS.hsms} servers at most`),
    ),
  ),
  flavour: v.optional(v.string()),
  type: v.optional(v.picklist(HSM_TYPES, `expected ${HSM_TYPES.join(' or ')}`)),
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
      v.maxLength(LONGEST_SEED, `expected ${LONGEST_SEED} characters at most`),
    ),
  ),
  adminPassword: v.optional(user.entries.password),
  users: v.optional(v.pipe(v.array(user), v.maxLength(LIMITS.users - FIRST_USERS.length)), []),
  mValues: v.optional(v.strictObject(forEachService(() => v.optional(mValue)))),
  faults: v.optional(
    v.pipe(v.array(v.string()), v.maxLength(MOST_FAULTS, `expected ${MOST_FAULTS} faults at most`)),
    [],
  ),
});

function oneOf<const Words extends readonly string[]>(
  words: Words,
): v.PicklistSchema<Words, string> {
  return v.picklist(words, `expected ${words.join(' or ')}`);
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
      { path: [], problem: { code: 'shape', detail: 'expected an object, not a list' } },
    ]);
  }
  const result = v.safeParse(SEED_SCHEMA, value);
  if (!result.success) {
    return refuse(
      result.issues.map((issue) => ({
        path: (issue.path ?? []).map(({ key }) => key as string | number),
        problem: { code: 'shape', detail: describeIssue(issue) },
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
