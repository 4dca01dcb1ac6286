/** Every audit record that the guide shows is played on a cluster, or a line in the list of slips. */
import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import type { KeyReplies, KeyRequest } from '../../src/hsm/key-protocol.ts';
import type { ClusterServer } from '../../src/hsm/protocol.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { formatAuditEvent, formatLogTime } from '../../src/words/audit-record.ts';
import { listAwsEvents } from '../../src/words/aws-log.ts';
import { piecesOf } from './run-console.ts';

type Fields = Readonly<Record<string, string>>;
interface Golden {
  readonly records: readonly { readonly section: string; readonly fields: Fields }[];
}

const GOLDEN: Golden = JSON.parse(
  readFileSync(new URL('../golden/audit/interpreting-audit-logs.json', import.meta.url), 'utf8'),
);

/** What of a played record cannot be as in the guide, and the shape that it has all the same. */
const NOT_THE_SAME: Readonly<Record<string, { readonly why: string; readonly shape: RegExp }>> = {
  'Sequence No': {
    why: 'the guide does not show what came before; where it does, the number is compared',
    shape: /^0x[0-9a-f]+$/,
  },
  'Session Handle': {
    why: 'it is random; in the real one it is of the connection, so that a refused log-in has one too',
    shape: /^0x[0-9a-f]{1,16}$/,
  },
  'Reboot counter': { why: 'no HSM was ever rebooted', shape: /^0x1$/ },
};

/** How the emulator is brought to a record: what is typed, and on which HSM it is looked for. */
interface Play {
  readonly typed: readonly string[];
  readonly server: number;
  /** Whether the record's number counts from the beginning of this log. */
  readonly fromStart?: true;
  /** A cluster that nobody has activated. */
  readonly isNew?: true;
  /** What crypto_user does with keys, whichever client it is that does so. */
  readonly withKeys?: (hsms: readonly Session[]) => Promise<unknown>;
  /** How many HSMs the cluster has; two where it is not said. Handles tell which HSM made a key. */
  readonly servers?: number;
  /** As AWS delivers it: the emulator's own log tells more. */
  readonly isDelivered?: true;
}

/** crypto_user on one HSM: the first is server 0. */
interface Session {
  /** @returns what the HSM answers. @throws Error where it refuses */
  ask<Request extends DistributiveOmit<KeyRequest, 'session'>>(
    request: Request,
  ): Promise<KeyReplies[Request['op']]>;
}

type DistributiveOmit<One, Key extends PropertyKey> = One extends unknown ? Omit<One, Key> : never;

const AES = { op: 'generateKey', type: 'aes', bytes: 32, key: { label: '' } } as const;
const PAIR = {
  op: 'generateKeyPair',
  pair: { type: 'ec', curve: 'secp256r1' },
  publicKey: { label: '' },
  privateKey: { label: '' },
} as const;

/** On the first of three HSMs it has the handle 262152. */
async function makeThird(hsm: Session): Promise<number> {
  for (let made = 0; made < 2; made += 1) await hsm.ask(AES);
  return (await hsm.ask(AES)).handle;
}

async function deleteOfPair(hsm: Session, which: 'publicHandle' | 'privateHandle') {
  const made = await hsm.ask(PAIR);
  await hsm.ask({ op: 'deleteKey', handle: made[which] });
}

/** Makes a key that may wrap, and wraps another with it: on the last HSM 6 and 7. */
async function wrapOne(hsm: Session) {
  const mechanism = { type: 'aes-gcm', tagBits: 128, aad: new Uint8Array() } as const;
  const { handle: wrapping } = await hsm.ask({
    ...AES,
    key: { label: '', flags: { wrap: true, unwrap: true } },
  });
  const { handle: payload } = await hsm.ask(AES);
  const wrapped = await hsm.ask({ op: 'wrapKey', payload, wrapping, mechanism });
  return { wrapping, mechanism, ...wrapped };
}

async function unwrapOne(hsm: Session): Promise<number> {
  const { wrapping, mechanism, wrapped, iv } = await wrapOne(hsm);
  // The guide's is 11.
  for (let made = 8; made < 11; made += 1) await hsm.ask(AES);
  const { handle } = await hsm.ask({
    op: 'unwrapKey',
    wrapping,
    mechanism,
    ...(iv && { iv }),
    wrapped,
    type: 'aes',
    class: 'secret-key',
    key: { label: '' },
  });
  return handle;
}

async function copy(from: Session, to: Session, handle: number): Promise<void> {
  const { sealed } = await from.ask({ op: 'extractMaskedKey', handle });
  await to.ask({ op: 'insertMaskedKey', sealed });
}

const one = (hsms: readonly Session[], at: number): Session => {
  const [hsm] = hsms.slice(at);
  if (hsm === undefined) throw new Error(`no HSM ${at}`);
  return hsm;
};

const LOG_IN = 'loginHSM CO admin password';
const NEW: Play = { typed: [], server: 0, fromStart: true, isNew: true };
/** The second HSM, whose log begins with a log-in. */
const SECOND = { server: 1, fromStart: true } as const;

const PLAYS: Readonly<Record<string, Play>> = {
  'CN_INIT_TOKEN 0x0': NEW,
  'CN_GEN_PSWD_ENC_KEY 0x1': NEW,
  'CN_CREATE_APPLIANCE_USER 0x2 app_user': NEW,
  'CN_INIT_DONE 0x3': NEW,
  'CN_CHANGE_PSWD 0x1d admin': {
    typed: ['loginHSM PRECO admin password', 'changePswd PRECO admin password2'],
    server: 0,
    isNew: true,
  },
  'CN_LOGIN 0x0 admin': { ...SECOND, typed: [LOG_IN] },
  'CN_LOGOUT 0x2 admin': {
    ...SECOND,
    typed: [LOG_IN, 'createUser CU bob password', 'logoutHSM'],
  },
  'CN_LOGIN 0x4 ExampleUser': { typed: ['loginHSM CU ExampleUser password'], server: 0 },
  'CN_LOGIN 0x5 testuser': { typed: ['loginHSM CU testuser password2'], server: 0 },
  'CN_CREATE_USER 0x1 bob': { ...SECOND, typed: [LOG_IN, 'createUser CU bob password'] },
  'CN_CREATE_CO 0x2 alice': {
    ...SECOND,
    typed: [LOG_IN, 'createUser CU bob password', 'createUser CO alice password'],
  },
  'CN_DELETE_USER 0xb alice': {
    typed: [LOG_IN, 'createUser CO alice password', 'deleteUser CO alice'],
    server: 0,
  },
  'CN_LOGIN 0x28 crypto_user': { typed: ['loginHSM CU crypto_user password'], server: 0 },
  'CN_LOGOUT 0x2c crypto_user': {
    typed: ['loginHSM CU crypto_user password', 'logoutHSM'],
    server: 0,
  },
  'CN_LOGIN 0x0 testuser': { ...SECOND, typed: ['loginHSM CU testuser password'] },
  'CN_LOGIN 0xd testuser': { typed: ['loginHSM CU testuser password'], server: 0 },
  'CN_GENERATE_KEY_PAIR 0x29': {
    typed: [],
    server: 0,
    withKeys: (hsms) => one(hsms, 0).ask(PAIR),
  },
  'CN_DESTROY_OBJECT 0x2a': {
    typed: [],
    server: 0,
    withKeys: (hsms) => deleteOfPair(one(hsms, 0), 'publicHandle'),
  },
  'CN_DESTROY_OBJECT 0x2b': {
    typed: [],
    server: 0,
    withKeys: (hsms) => deleteOfPair(one(hsms, 0), 'privateHandle'),
  },
  'CN_GENERATE_KEY 0x1': {
    typed: [],
    server: 0,
    servers: 3,
    withKeys: (hsms) => makeThird(one(hsms, 0)),
  },
  'CN_EXTRACT_MASKED_OBJECT_USER 0x2': {
    typed: [],
    server: 0,
    servers: 3,
    withKeys: async (hsms) => copy(one(hsms, 0), one(hsms, 1), await makeThird(one(hsms, 0))),
  },
  'CN_INSERT_MASKED_OBJECT_USER 0xe': {
    typed: [],
    server: 1,
    servers: 3,
    withKeys: async (hsms) => copy(one(hsms, 0), one(hsms, 1), await makeThird(one(hsms, 0))),
  },
  'CN_WRAP_KEY 0x27': {
    typed: [],
    server: 1,
    withKeys: (hsms) => wrapOne(one(hsms, 1)),
    isDelivered: true,
  },
  'CN_UNWRAP_KEY 0x2a': {
    typed: [],
    server: 1,
    withKeys: (hsms) => unwrapOne(one(hsms, 1)),
    isDelivered: true,
  },
  'CN_EXTRACT_MASKED_OBJECT_USER 0x2b': {
    typed: [],
    server: 1,
    withKeys: async (hsms) => copy(one(hsms, 1), one(hsms, 0), await unwrapOne(one(hsms, 1))),
  },
  'CN_INSERT_MASKED_OBJECT_USER 0xb': {
    typed: [],
    server: 0,
    withKeys: async (hsms) => copy(one(hsms, 1), one(hsms, 0), await unwrapOne(one(hsms, 1))),
  },
  'CN_SHARE_OBJECT 0x3f': {
    typed: [],
    server: 0,
    withKeys: async (hsms) => {
      const { handle } = await one(hsms, 0).ask(AES);
      await one(hsms, 0).ask({ op: 'shareKey', handle, user: { type: 'CU', name: 'testuser' } });
    },
    isDelivered: true,
  },
  'CN_LOGIN 0x26 testuser': { typed: ['loginHSM CU testuser password'], server: 1 },
};

const NO_KEY_WRAP =
  'this way of wrapping is not offered, and AES-GCM has one event where this has two';

/** Records that the emulator does not come to, and why. */
const SLIPS: Readonly<Record<string, string>> = {
  'CN_NIST_AES_WRAP 0x28': NO_KEY_WRAP,
  'CN_NIST_AES_WRAP 0x29': NO_KEY_WRAP,
};

const ACTIVATED: ClusterPlan = {
  adminPassword: 'password',
  users: ['crypto_user', 'testuser'].map((name) => ({ type: 'CU', name, password: 'password' })),
};

function nameOf(fields: Fields): string {
  const opcode = fields['Opcode']?.split(' ')[0];
  return [opcode, fields['Sequence No'], fields['User Name']].filter(Boolean).join(' ');
}

function usecsOf(fields: Fields): number {
  return Number(/usecs:(\d+)$/.exec(fields['Time'] ?? '')?.[1]);
}

/** A record as `mofn hsm log` prints it, taken apart at its colons. */
function fieldsOf(text: string): Fields {
  const lines = text.trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = line, value = ''] = /^([^:]*?)\s*:\s*(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}

/** What the guide's record is where the clock has milliseconds. */
function withoutMicroseconds(fields: Fields): Fields {
  const milliseconds = (text: string): string => text.replace(/(\d{3})\d{3}(?=,|$)/g, '$1000');
  return { ...fields, Time: milliseconds(fields['Time'] ?? '') };
}

/** The record that comes of it, at the moment of the documented one. */
async function play(
  { typed, server, servers = 2, fromStart, isNew, withKeys, isDelivered }: Play,
  documented: Fields,
): Promise<Fields> {
  const now = Math.floor(usecsOf(documented) / 1000);
  const cluster = createMemoryCluster(
    isNew ? {} : { ...ACTIVATED, servers: addressesOf(servers) },
    { now: () => now },
  );
  const input = piecesOf(...typed.map(() => 'y\n'));
  const console = new Console({ cluster, input, output: { write: () => undefined } });
  for (const line of typed) await console.execute(line);
  if (withKeys !== undefined) await withKeys(await logIn(cluster.hsms));
  const log = cluster.hsms[server]?.inspectWhole().log ?? [];
  await console.close();
  if (isDelivered === true) return fieldsOf(listAwsEvents(log).at(-1) ?? '');
  const event = log.at(fromStart ? Number(documented['Sequence No']) : -1);
  if (event === undefined) throw new Error(`no record ${documented['Sequence No']}`);
  return fieldsOf(formatAuditEvent(event));
}

function addressesOf(count: number): NonNullable<ClusterPlan['servers']> {
  return Array.from({ length: count }, (_, at) => {
    const hostname = `10.0.0.${at + 1}`;
    return { name: hostname, hostname, port: 2225 };
  });
}

async function logIn(hsms: readonly ClusterServer[]): Promise<readonly Session[]> {
  return Promise.all(
    hsms.map(async (hsm): Promise<Session> => {
      const user = { type: 'CU', name: 'crypto_user', password: 'password' } as const;
      const reply = await hsm.execute({ op: 'login', ...user });
      if (!reply.ok) throw new Error(reply.error);
      const { session } = reply;
      return {
        async ask(request) {
          const answer = await hsm.execute({ ...request, session } as unknown as KeyRequest);
          if (!answer.ok) throw new Error(JSON.stringify(answer));
          // The compiler does not see that the answer is of the request.
          return answer as never;
        },
      };
    }),
  );
}

/** Both sides as far as they can be the same: what cannot be, and has its shape, is why it cannot. */
async function compare(documented: Fields, how: Play) {
  const comparable = (fields: Fields, hasShape: (shape: RegExp, value: string) => boolean) =>
    Object.entries(fields).map(([name, value]): readonly [string, string] => {
      const isCompared = name === 'Sequence No' && how.fromStart === true;
      const exempt = isCompared ? undefined : NOT_THE_SAME[name];
      return [name, exempt !== undefined && hasShape(exempt.shape, value) ? exempt.why : value];
    });
  return {
    name: nameOf(documented),
    played: comparable(await play(how, documented), (shape, value) => shape.test(value)),
    expected: comparable(withoutMicroseconds(documented), () => true),
  };
}

const documented = GOLDEN.records.map(({ fields }) => fields);
const compared = await Promise.all(
  documented.flatMap((fields) => {
    const how = PLAYS[nameOf(fields)];
    return how === undefined ? [] : [compare(fields, how)];
  }),
);
const differing = compared.filter(
  ({ played, expected }) => JSON.stringify(played) !== JSON.stringify(expected),
);
const slips = documented.filter((fields) => Object.hasOwn(SLIPS, nameOf(fields)));

it(`documented audit records: ${compared.length} played, ${slips.length} slips, ${differing.length} differing`, () => {
  expect(differing).toEqual([]);
  expect([...Object.keys(PLAYS), ...Object.keys(SLIPS)].sort()).toEqual(
    documented.map(nameOf).sort(),
  );
});

it.each(compared)('$name is as documented', ({ played, expected }) => {
  expect(played).toEqual(expected);
});

it('times are written as in every one of them', () => {
  expect(documented.map((fields) => formatLogTime(Math.floor(usecsOf(fields) / 1000)))).toEqual(
    documented.map((fields) => `Time: ${withoutMicroseconds(fields)['Time']}`),
  );
});
