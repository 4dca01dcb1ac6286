import { createHash, createPublicKey, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import {
  AES_HANDLE,
  CA_HANDLE,
  CA_PUBLIC_KEY,
  createKeyCluster,
  makeKeyToken,
} from '../support/key-cluster.ts';
import { takeKey } from '../support/keys.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { quorumFile } from '../support/sdk5-files.ts';

const CREATED = 1_800_000_000;
const CA = '0x0000000000680006';
const USERS = ['ca1', 'ca2', 'ca3', 'ca4'] as const;
/** `openssl pkey -pubin -outform DER | sha256sum` is the same by another way. */
const FINGERPRINT = createHash('sha256').update(CA_PUBLIC_KEY).digest('hex');

let folder: string;
const at = (name: string): string => join(folder, name);
let useCa: readonly TokenRecord[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-token-key-'));
  const cluster = createKeyCluster(at('cluster'));
  const make = (service: number, handle: number) =>
    makeKeyToken(cluster, at('cluster'), { service, handle, created: CREATED });
  useCa = await make(5, CA_HANDLE);
  writeKeyToken('use.json', useCa, 'key-usage', CA);
  writeFileSync(at('use.token'), encodeTokens(useCa));
  writeKeyToken('manage.json', await make(6, CA_HANDLE), 'key-management', CA);
  writeKeyToken('aes.json', await make(6, AES_HANDLE), 'key-management', '0x0000000000680007');
  const elsewhere = useCa.map((record) => ({ ...record, nonce: Buffer.alloc(16, 0xee) }));
  writeKeyToken('elsewhere.json', elsewhere, 'key-usage', CA);
  const unknown = useCa.map((record) => ({ ...record, keyHandle: 0x99 }));
  writeKeyToken('unknown.json', unknown, 'key-usage', '0x0000000000000099');
  for (const name of ['roster', 'out']) mkdirSync(at(name));
  for (const name of USERS) {
    const { privatePem, publicPem, privateKey } = takeKey(name);
    writeFileSync(at(`${name}.key`), privatePem, { mode: 0o600 });
    writeFileSync(at(`roster/${name}.pub`), publicPem);
    writeFileSync(at(`${name}.sig`), sign('sha256', encodeTokens(useCa), privateKey));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeKeyToken(
  name: string,
  records: readonly TokenRecord[],
  service: string,
  reference: string,
  approvers: readonly (readonly [name: string, role: string])[] = [],
): void {
  const signatures = approvers.map(([username, role]) => ({
    username,
    role,
    signature: sign('sha256', encodeTokens(records), takeKey(username).privateKey).toString(
      'base64',
    ),
  }));
  writeFileSync(at(name), quorumFile(records, { service, key_reference: reference, signatures }));
}

const run = (words: string, env: Readonly<Record<string, string>> = {}): Promise<CommandRun> =>
  runCommand(words.split(' '), { cwd: folder, env, now: CREATED * 1000 });

async function runJson(words: string, env: Readonly<Record<string, string>> = {}) {
  return JSON.parse((await run(`${words} --json`, env)).stdout);
}

describe('mofn token show of a token for a key', () => {
  it('tells which key it is, whose, and what it asks for, where the cluster is at hand', async () => {
    const { code, stdout } = await run('token show use.json --hsm cluster');
    expect(code).toBe(0);
    expect(stdout).toContain(
      `  service:    5 (USE_KEY): allows one crypto sign with the key that it names
  operation:  the token names the key, and not the data; whoever approves it approves a signature of any
  key:        ${CA}, private-key ec secp384r1 "ca"
              SHA-256 of its public key ${FINGERPRINT}
              of ca1, shared with ca2, ca3; 2 approvals to use it, 3 to manage it
`,
    );
    expect(stdout).toContain(
      `  careful:    it shows nothing of the data that will be signed; a request can, by their digest
  careful:    the key's owner and those it is shared with approve, and ca1, who asks, counts among them
  careful:    no approval counts on that cluster of who has registered no key there: ca3
  careful:    no quorum covers deletion: whoever owns the key deletes it alone
`,
    );
  });

  it('goes by the clock of the cluster that has the token', async () => {
    await run('hsm clock advance 11m --hsm cluster');
    const show = async (token: string): Promise<string> =>
      (await run(`token show ${token} --hsm cluster`)).stdout;
    expect(await show('use.json')).toContain('  validity:   0 s left');
    expect(await show('elsewhere.json')).toContain('  validity:   600 s left\n');
    const { stderr } = await run(
      'sign use.json --as ca2 --key ca2.key --out out/aged --hsm cluster',
    );
    expect(stderr).toContain('  made:    11 minutes ago');
    const { stdout } = await run('approval status use.json --roster roster --hsm cluster');
    expect(stdout).toContain('  made:       11 minutes ago');
    await run('hsm clock real --hsm cluster');
    expect(await show('use.json')).toContain('  validity:   600 s left\n');
  });

  it('finds the cluster by MOFN_HSM, too, and answers programs', async () => {
    const { key } = await runJson('token show use.json', { MOFN_HSM: 'cluster' });
    expect(key).toEqual({
      reference: CA,
      found: 'found',
      cluster: 'cluster',
      hasToken: true,
      label: 'ca',
      class: 'private-key',
      type: 'ec',
      curve: 'secp384r1',
      fingerprint: FINGERPRINT,
      checkValue: '2a737d',
      destroyable: true,
      owner: 'ca1',
      sharedWith: ['ca2', 'ca3'],
      usersWithoutKey: ['ca3'],
      useApprovals: 2,
      manageApprovals: 3,
      showsData: false,
      requesterCounts: true,
      coversDeletion: false,
    });
    const spki = createPublicKey({ key: CA_PUBLIC_KEY, format: 'der', type: 'spki' });
    expect(spki.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
  });

  it('tells a secret key by its check value, and shows no control of its label', async () => {
    const { stdout } = await run('token show aes.json --hsm cluster');
    expect(stdout).toContain(
      `  service:    6 (MANAGE_KEY): allows any one key wrap, unwrap, share, unshare or set-attribute with the key that it names
  operation:  the token names the key, and not what is done; whoever approves it approves any that its service covers
  key:        0x0000000000680007, secret-key aes "wrapper\\x1b[31m"
              check value 2a737d
              of ca1, shared with nobody; 0 approvals to use it, 1 to manage it
`,
    );
    expect(stdout).not.toContain('nothing of the data');
    expect(stdout).toContain(
      'careful:    it can make the key destroyable, and then whoever owns it deletes it alone\n',
    );
  });

  it('knows the classic file, which names the key in its records', async () => {
    const { stdout } = await run('token show use.token --hsm cluster');
    expect(stdout).toContain('allows one signature with the key that it names\n');
    expect(stdout).toContain(`  key:        ${CA}, private-key ec secp384r1 "ca"\n`);
  });

  it.each([
    ['', {}, 'which key that is, its users know: no cluster is at hand', 'no-cluster'],
    [' --hsm nowhere', {}, 'its users know: the cluster "nowhere" cannot be read', 'unreadable'],
    [
      '',
      { MOFN_HSM: 'roster' },
      'its users know: the cluster "roster" cannot be read',
      'unreadable',
    ],
  ])('never fails for want of a cluster: %s %j', async (words, env, told, found) => {
    const { code, stdout, stderr } = await run(`token show use.json${words}`, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`  key:        ${CA}\n              `);
    expect(stdout).toContain(told);
    expect((await runJson(`token show use.json${words}`, env)).key).toMatchObject({
      found,
      label: null,
      sharedWith: [],
    });
  });

  it('says where the cluster has no such key, or no such token', async () => {
    const unknown = await run('token show unknown.json --hsm cluster');
    expect(unknown.stdout).toContain('the cluster "cluster" has no key of that number\n');
    const elsewhere = await run('token show elsewhere.json --hsm cluster');
    expect(elsewhere.stdout).toContain(
      'careful:    no such token is live on the cluster "cluster", where this may be another key of the same number\n',
    );
  });

  it('says nothing of keys where the service is about none', async () => {
    const [record] = useCa;
    const officer = { ...(record as TokenRecord), service: 3, keyHandle: 0 };
    writeFileSync(at('officer.token'), encodeTokens([officer]));
    const { stdout } = await run('token show officer.token --hsm cluster');
    expect(stdout).not.toContain('key:');
    expect(await runJson('token show officer.token --hsm cluster')).not.toHaveProperty('key');
  });
});

describe('mofn sign of a token for a key', () => {
  it('shows the key before it signs, and tells it to programs', async () => {
    for (const [words, open] of [
      ['sign use.json --key ca2.key --as ca2 --hsm cluster', 'use.json'],
      ['sign use.token --key ca2.key --hsm cluster -o new.sig -f', 'use.token'],
    ] as const) {
      const { code, stderr } = await run(words);
      expect(code).toBe(0);
      expect(stderr).toContain(`${open}: quorum token of ca1\n`);
      expect(stderr).toContain(`  key:     ${CA}, private-key ec secp384r1 "ca"
           SHA-256 of its public key ${FINGERPRINT}
           of ca1, shared with ca2, ca3; 2 approvals to use it, 3 to manage it
`);
      expect(stderr).toContain('  careful: it shows nothing of the data that will be signed; ');
      expect(stderr).toContain('  careful: no quorum covers deletion: ');
      const { token } = await runJson(words);
      expect(token.key).toMatchObject({ reference: CA, label: 'ca', fingerprint: FINGERPRINT });
    }
  });

  it('says who approves in vain, where the cluster is the token’s own', async () => {
    const vain =
      'careful: ca4 neither owns the key nor shares it, and only those who do approve for it: with this approval an HSM refuses the whole file';
    const sign = async (words: string) => {
      const { code, stderr } = await run(`sign ${words}`);
      expect(code).toBe(0);
      return stderr.replaceAll(/\n {11,}/g, ' ');
    };
    expect(await sign('use.json --key ca4.key --as ca4 --hsm cluster')).toContain(vain);
    for (const words of [
      'use.json --key ca3.key --as CA3 --hsm cluster',
      'use.json --key ca1.key --as ca1 --hsm cluster',
      'use.json --key ca4.key --as ca4',
      'elsewhere.json --key ca4.key --as ca4 --hsm cluster',
    ]) {
      expect(await sign(words)).not.toContain('neither owns');
    }
  });

  it('names the key of each of many', async () => {
    const { stderr } = await run('sign use.token manage.json --key ca2.key --as ca2 --out-dir out');
    expect(stderr).toContain(
      `use.token: token of ca1 for service 5, key ${CA}, 2 nodes (1, 0), SHA-256 `,
    );
  });
});

describe('mofn approval status of a token for a key', () => {
  beforeAll(() => {
    writeKeyToken('two.json', useCa, 'key-usage', CA, [
      ['ca1', 'crypto-user'],
      ['ca2', 'crypto-user'],
    ]);
    writeKeyToken('one.json', useCa, 'key-usage', CA, [['ca1', 'crypto-user']]);
    writeKeyToken('stranger.json', useCa, 'key-usage', CA, [
      ['ca1', 'crypto-user'],
      ['ca4', 'crypto-user'],
    ]);
    writeKeyToken('admin.json', useCa, 'key-usage', CA, [['ca2', 'admin']]);
  });

  it('counts what the key asks for, of its owner and sharers alone', async () => {
    const { code, stdout } = await run('approval status one.json --roster roster --hsm cluster');
    expect(code).toBe(1);
    expect(stdout).toContain(`  key:        ${CA}, private-key ec secp384r1 "ca"\n`);
    expect(stdout).toContain('1 of 2 (as the key has it): the quorum is not reached\n');
    expect(stdout).toContain('  missing    ca2\n  missing    ca3\n');
    expect(stdout).not.toContain('ca4');
    expect(stdout).toContain('one of ca2, ca3 signs; ca2 types');
  });

  it('is reached with as many, the requester among them', async () => {
    const words = 'approval status two.json --roster roster --hsm cluster';
    const { code, stdout } = await run(words);
    expect(code).toBe(0);
    expect(stdout).toContain('2 of 2 (as the key has it): the quorum is reached\n');
    expect(stdout).toContain(
      `crypto sign MECHANISM --key-filter key-reference=${CA} --hash-function HASH --data-path DATA --approval two.json`,
    );
    expect(await runJson(words)).toMatchObject({
      required: 2,
      requiredFrom: 'key',
      reached: true,
      token: { key: { label: 'ca', useApprovals: 2 } },
    });
  });

  it('refuses the approval of who is no user of the key', async () => {
    const { code, stdout } = await run(
      'approval status stranger.json --roster roster --hsm cluster',
    );
    expect(code).toBe(1);
    expect(stdout).toContain(
      'ca4 neither owns the key nor shares it, and only those who do approve for it\n',
    );
    expect(stdout).toContain('mofn approval remove stranger.json ca4 --write');
  });

  it('takes the manage quorum for a token of management', async () => {
    const status = await runJson('approval status manage.json --roster roster --hsm cluster');
    expect(status).toMatchObject({ required: 3, requiredFrom: 'key' });
    expect(status.warnings.map(({ code }: { code: string }) => code)).toContain(
      'no-key-user-to-spare',
    );
  });

  it('says where it does not know whose approvals count', async () => {
    const { code, stdout, stderr } = await run('approval status two.json --roster roster');
    expect(code).toBe(1);
    expect(stdout).toContain('2 of 2 (the least that a quorum asks; ');
    expect(stdout).toContain(
      `say with --required how many approvals the key asks for; in cloudhsm-cli, key list --filter key-reference=${CA} --verbose shows it`,
    );
    expect(stderr).toContain('warning: whose approvals count is not known here: ');
    const elsewhere = await runJson('approval status elsewhere.json --roster roster --hsm cluster');
    expect(elsewhere.warnings[0].code).toBe('key-users-unknown');
  });

  it('has another token asked for where the cluster of its key has not this one', async () => {
    const status = `approval status elsewhere.json --roster roster`;
    expect((await run(`${status} --hsm cluster`)).stdout).toContain(
      `next:
  if it is the cluster of this token: it was used, or is over, and ca1 asks for another one, in cloudhsm-cli:
    quorum token-sign generate --service key-usage --token FILE --filter key-reference=0x680006
`,
    );
    for (const words of [status, 'approval status two.json --roster roster --hsm cluster']) {
      expect((await run(words)).stdout).not.toContain('asks for another one');
    }
  });

  it('says which users of the key the roster does not have', async () => {
    mkdirSync(at('small'));
    for (const name of ['ca1', 'ca2'])
      writeFileSync(at(`small/${name}.pub`), takeKey(name).publicPem);
    const { stderr } = await run('approval status two.json --roster small --hsm cluster');
    expect(stderr).toContain('ca3, who may approve for the key, is not in the roster');
    expect(stderr).toContain('one lost key of theirs ends its use for good');
  });

  it('refuses an officer, in words and in lint', async () => {
    const { stdout } = await run('approval status admin.json --roster roster --hsm cluster');
    expect(stdout).toContain(
      'the file gives the role "admin"; the service takes the approvals of crypto-user',
    );
    expect((await run('approval lint admin.json')).stdout).toContain('error role');
  });
});

describe('mofn policy check of a token for a key', () => {
  it('says which key, and finds the rule by what the request names', async () => {
    const people = ['ca1', 'ca2'].map(
      (name) =>
        `[people.${name}]\naccounts = ["${name}"]\nkeys = [{ pem = """${takeKey(name).publicPem}""" }]\n`,
    );
    const rule = (label: string, approvals: number): string =>
      `[[rules]]\noperations = ["crypto sign * --key-filter attr.label=${label} *"]\napprovals = ${approvals}\nrequester = "counts"\n`;
    writeFileSync(
      at('policy.toml'),
      ['version = 1\n', ...people, rule('other', 1), rule('ca', 2)].join('\n'),
    );
    writeFileSync(at('data'), 'data');
    const operation =
      'crypto sign ecdsa --key-filter attr.class=private-key attr.label=ca --data-path data';
    const made = await runCommand(
      [
        'request',
        'new',
        '--token',
        'two.json',
        '--operation',
        operation,
        '--out',
        'two-request.json',
      ],
      { cwd: folder, now: CREATED * 1000 },
    );
    expect(made.code, made.stderr).toBe(0);
    const words =
      'policy check policy.toml --set two.json --request two-request.json --hsm cluster';
    const { stdout } = await run(words);
    expect(stdout).toContain(`  key:        ${CA}, private-key ec secp384r1 "ca"\n`);
    expect(stdout).toContain('rule 2 applies');
    expect(await runJson(words)).toMatchObject({ met: false, key: { reference: CA, label: 'ca' } });
  });
});

describe('a classic approval file of a token for a key', () => {
  const classic = async (name: string, type: 'co' | 'cu'): Promise<void> => {
    const approvers = ['ca1', 'ca2'].map((user) => `--approver ${type}:${user}=${user}.sig`);
    const words = `approval new --token use.token ${approvers.join(' ')} --out ${name}`;
    expect((await run(words)).code).toBe(0);
  };

  it('counts approvals of type 1', async () => {
    await classic('one.txt', 'cu');
    expect((await run('approval lint one.txt')).code).toBe(0);
    const { code, stdout } = await run('approval status one.txt --roster roster --hsm cluster');
    expect(stdout).toContain('2 of 2 (as the key has it): the quorum is reached\n');
    expect(stdout).toContain('loginHSM CU ca1 -hpswd\n    approveToken one.txt\n');
    expect(code).toBe(0);
  });

  it('refuses neither type where the token is not there', async () => {
    await classic('kept.txt', 'cu');
    const kept = readFileSync(at('kept.txt'), 'utf8');
    writeFileSync(at('gone.txt'), kept.replaceAll('use.token', 'gone.token'));
    const { stdout } = await run('approval status gone.txt --roster roster');
    expect(stdout).toContain('failed to open gone.token');
    expect(stdout).not.toContain('officers are type 2');
  });

  it('refuses those of type 2, and says how to mend them', async () => {
    await classic('other.txt', 'co');
    const { code: linted, stdout: told } = await run('approval lint other.txt');
    expect(linted).toBe(1);
    expect(told).toContain(
      'error type-of-service: found the approver type 2, expected 1: a token of service 5 is approved by crypto users (CU)',
    );
    const { code, stdout } = await run('approval status other.txt --roster roster --hsm cluster');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'the file gives approver type 2, a CO; a key’s users, who approve this, are type 1',
    );
    expect(stdout).toContain('mofn approval set other.txt --approver cu:ca1=ca1.sig --write');
  });

  it('is written with type 1, by new, add and combine', async () => {
    const made = await run('approval new --token use.token --approver ca1=ca1.sig');
    expect(made.stdout).toContain('Approver Type = 1;');
    writeFileSync(at('made.txt'), made.stdout);
    const added = await run('approval add made.txt ca2=ca2.sig');
    expect(added.stdout.match(/Approver Type = 1;/g)?.length).toBe(2);
    const combined = await run('approval combine made.txt ca2=ca2.sig');
    expect(combined.stdout.match(/Approver Type = 1;/g)?.length).toBe(2);
    const bare = await run('approval combine ca1.sig ca2.sig --token use.token --roster roster');
    expect(bare.stdout.match(/Approver Type = 1;/g)?.length).toBe(2);
  });
});
