/**
 * From version 1, in which mofn 0.1.0 wrote, to version 2.
 *
 * Version 1 took what its own reader then refused: more signed files than a token may have, and a clock
 * further ahead than a number can tell. Folders in which that happened open again. Its reasons for
 * refusals were sentences; those stay as they are, since the chain of the audit log is over them. It kept
 * the last refusal of an HSM only, and forgot it with the next success.
 *
 * The numbers are those of version 2 and stand here themselves: what later versions allow changes nothing
 * in this step.
 */
import { addMembers, changeEach, changeMembers } from './change-members.ts';
import type { Migration } from './migration.ts';

/** The end of the year 9999, milliseconds since 1970. */
const LAST_TIME = 253_402_300_799_000;
const LAST_TOKEN_ID = 65_535;
/** Of an operator who has done nothing yet that was recorded. */
const NO_ACTS = { head: { sequence: 0, hash: '0'.repeat(64) }, events: [] };

/** Version 1 knew the classic console alone, and what it had no commands for was as on a new HSM. */
const NEW_IN_HSM = {
  type: 'hsm1',
  timeouts: { generated: 600, approved: 600 },
  mtls: { anchors: [], enforcement: 'none' },
  challenges: [],
  keys: { count: 0, directories: [], sessionKeys: [], retired: [] },
};
const SDK5 = {
  edition: '2026',
  tokenPath: 'path',
  valueSet: 'small',
  numbers: 'plain',
  keyQuorum: 'both-above-1',
};

export const FROM_VERSION_1: Migration = {
  identity: (value) => addMembers(value, { type: 'hsm1', sdk5: SDK5 }),
  settings: (value) =>
    addMembers(boundClock(value), {
      checksKeyAvailability: true,
      stores: '.',
      replaced: null,
      operator: NO_ACTS,
      unsent: [],
    }),
  server: (value) =>
    changeMembers(keepRefusals(value), {
      hsm: (hsm) =>
        changeMembers(addMembers(hsm, NEW_IN_HSM), {
          mValues: (values) => addMembers(values, { clusterManagement: 1 }),
          users: changeEach((user) => addMembers(user, { secondFactor: null })),
          sessions: changeEach((session) => addMembers(session, { client: 'classic' })),
          undo: (undo) =>
            changeMembers(undo, {
              before: (user) => addMembers(user, { secondFactor: null }),
            }),
          rules: (rules) => addMembers(rules, newerRulesOf(rules)),
          tokens: changeEach((token) =>
            addMembers(forgetUnusedDigests(token), { client: 'classic' }),
          ),
          next: (next) => changeMembers(addMembers(next, { handle: 6 }), { token: beginAnew }),
        }),
    }),
  dump: (value) =>
    changeMembers(addMembers(value, { type: 'hsm1', sdk5: SDK5, keys: [] }), {
      schemaVersion: () => 2,
      settings: (settings) => addMembers(boundClock(settings), { checksKeyAvailability: true }),
      servers: changeEach(FROM_VERSION_1.server),
    }),
};

/** Version 1 had the editions of 2017 to 2022 and of 2023, which it told apart by their rules. */
function newerRulesOf(rules: unknown): Readonly<Record<string, unknown>> {
  const { tokensDieWithSession } = (rules ?? {}) as { tokensDieWithSession?: unknown };
  return { typeOnceActivated: 'PCO', applianceUsers: tokensDieWithSession !== true };
}

/** The last refusal becomes the only one that is kept; whether such a request went through since, nobody knows. */
function keepRefusals(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('lastRefusal' in value)) return value;
  const { lastRefusal, ...rest } = value;
  const refusals =
    lastRefusal === null ? [] : [addMembers(lastRefusal, { client: 'classic', succeeded: null })];
  return { ...rest, refusals };
}

function boundClock(settings: unknown): unknown {
  return changeMembers(settings, {
    clock: (clock) => changeMembers(clock, { offset: within(-LAST_TIME), at: within(0) }),
  });
}

/** A clock's time or offset within what a clock can show. */
function within(first: number): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'number' ? Math.min(Math.max(value, first), LAST_TIME) : value;
}

/** Ids that were used up begin again: version 2 gives out again what no live token has. */
function beginAnew(next: unknown): unknown {
  return typeof next === 'number' && next > LAST_TOKEN_ID ? 1 : next;
}

/** Keeps the signed files that an approval of the token is over. */
function forgetUnusedDigests(token: unknown): unknown {
  const { digests, approvals } = (token ?? {}) as { digests?: unknown; approvals?: unknown };
  if (!Array.isArray(digests) || !Array.isArray(approvals)) return token;
  const places = approvals.map((approval) => (approval as { digest?: unknown } | null)?.digest);
  const used = digests.flatMap((_, place) => (places.includes(place) ? [place] : []));
  return changeMembers(token, {
    digests: () => used.map((place) => digests[place] as unknown),
    approvals: changeEach((approval) =>
      changeMembers(approval, {
        digest: (place) => (used.includes(place as number) ? used.indexOf(place as number) : place),
      }),
    ),
  });
}
