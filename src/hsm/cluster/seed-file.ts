import * as v from 'valibot';

import { USER_NAME } from '../../token/user-name.ts';
import { LIMITS } from '../machine/rules.ts';
import { parseTime } from './clock.ts';
import type { ServerAddress } from './server-address.ts';
import { describeIssue } from './valibot-issue.ts';
import { CONSOLE_PORT, serverAddressSchema } from './vendor-config.ts';

/**
 * A seed file: what `mofn hsm init --from` makes a cluster of, as YAML or JSON wrote it down. Its
 * JSON Schema, for editors, is docs/seed.schema.json; docs/emulator.md explains it.
 */
export interface SeedFile {
  readonly servers?: readonly ServerAddress[];
  readonly flavour?: string;
  /** Milliseconds since 1970-01-01 UTC at which the clock stands; it runs where this is missing. */
  readonly clock?: number;
  readonly seed?: string;
  /** Given, or with any user: the cluster is activated, and this is the password of its PCO, admin. */
  readonly adminPassword?: string;
  readonly users: readonly SeedUser[];
  readonly mValues?: { readonly userManagement?: number; readonly miscCo?: number };
  /** As `mofn hsm fault add` takes them. */
  readonly faults: readonly string[];
}

/** A user of a seed file. */
export interface SeedUser {
  readonly type: 'CO' | 'CU';
  readonly name: string;
  readonly password: string;
  /** Path of the user's public key from the seed file's folder, or the key itself as PEM. */
  readonly key?: string;
}

/** Something wrong in a seed file. */
export interface SeedIssue {
  /** Where: keys and indexes from the top. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const FIRST_PASSWORD = 'password';

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
      v.check((text) => {
        const bytes = Buffer.byteLength(text);
        return bytes >= LIMITS.passwordBytes.least && bytes <= LIMITS.passwordBytes.most;
      }, `expected ${LIMITS.passwordBytes.least} to ${LIMITS.passwordBytes.most} characters`),
    ),
    FIRST_PASSWORD,
  ),
  key: v.optional(v.pipe(v.string(), v.minLength(1, 'expected a path or a key'))),
});

const mValue = v.pipe(
  v.number(),
  v.integer('expected a whole number'),
  v.minValue(1, 'expected 1 (off) or more'),
  v.maxValue(20, 'expected 20 at most'),
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
  clock: v.optional(time),
  seed: v.optional(
    v.pipe(v.union([v.string(), v.number()], 'expected a number or a text'), v.transform(String)),
  ),
  adminPassword: v.optional(user.entries.password),
  users: v.optional(v.pipe(v.array(user), v.maxLength(LIMITS.users - 2)), []),
  mValues: v.optional(
    v.strictObject({ userManagement: v.optional(mValue), miscCo: v.optional(mValue) }),
  ),
  faults: v.optional(v.array(v.string()), []),
});

/**
 * Judges a parsed seed file.
 *
 * @returns the seed file with its defaults, or all that is wrong with it
 * @example
 * readSeedFile({ users: [{ name: 'officer1' }] }); // a CO whose password is `password`
 */
export function readSeedFile(value: unknown): SeedFile | readonly SeedIssue[] {
  // To valibot a list is an object too, one without keys.
  if (Array.isArray(value)) return [{ path: [], message: 'expected an object, not a list' }];
  const result = v.safeParse(SEED_SCHEMA, value);
  if (!result.success) {
    return result.issues.map((issue) => ({
      path: (issue.path ?? []).map(({ key }) => key as string | number),
      message: describeIssue(issue),
    }));
  }
  const { schemaVersion: _, adminPassword, users, mValues, ...seed } = result.output;
  const password = adminPassword ?? (users.length > 0 ? FIRST_PASSWORD : undefined);
  return withoutMissing({
    ...seed,
    ...(password === undefined ? {} : { adminPassword: password }),
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
