/**
 * A folder as an officer has it in the middle of a ceremony: what help's examples and the
 * documentation speak of.
 */
import { createHash, sign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { addSignature } from '../../src/ceremony/dsse/add-signature.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { awsLog, userLog } from './aws-log.ts';
import { takeTestBundle } from './evidence-bundle.ts';
import { takeKey } from './keys.ts';
import { paymentPolicy, signedPolicyFile } from './payment-policy.ts';
import { policyFile } from './policy-file.ts';
import { paeOf, requestFile } from './request-file.ts';
import { ceremonyScript } from './small-ceremony.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3'] as const;

/**
 * Makes the folder: `officerN.key` (PKCS#8, no pass phrase), `officerN.pub`, `roster/officerN.pub`,
 * `officer1.token` and, as the newer command line has the same token, `officer1.json`, `officer1.token.sig1`
 * and `.sig2`, `approval.txt` as the guide has it, `policy.toml`, which says who may approve, `request.json`, which
 * says what the token is for, its copies `request.1.json` and `request.2.json`, each of which one of the same two has
 * signed, and `request.signed.json`, which both have; and `payment.toml`, a policy that is met, beside `payment.json`,
 * which is the same, signed.
 * signed, and `request.signed.json`, which both have, and `hsm-0.log` and `hsm-1.log`, which have what it asks for;
 * `ceremony.toml`, the script of a small ceremony; and `bundle.zip`, evidence that nobody has signed.
 *
 * @returns its path, for the caller to remove
 */
export function makeOfficerFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-officer-'));
  mkdirSync(join(folder, 'roster'));
  const token = encodeTokens([
    sampleRecord({ node: 1, nonce: 0x11 }),
    sampleRecord({ node: 0, nonce: 0x22 }),
  ]);
  writeFileSync(join(folder, 'officer1.token'), token);
  writeFileSync(join(folder, 'officer1.json'), writeSdk5Token(token));
  writeFileSync(join(folder, 'policy.toml'), policyFile());
  OFFICERS.forEach((officer, at) => {
    const { privateKey, privatePem, publicPem } = takeKey(officer);
    writeFileSync(join(folder, `${officer}.key`), privatePem, { mode: 0o600 });
    writeFileSync(join(folder, `${officer}.pub`), publicPem);
    writeFileSync(join(folder, 'roster', `${officer}.pub`), publicPem);
    if (at < 2) {
      const signature = sign('sha256', token, privateKey);
      writeFileSync(join(folder, `officer1.token.sig${at + 1}`), signature);
    }
  });
  writeFileSync(join(folder, 'approval.txt'), APPROVAL_FILE);
  writeRequests(folder, token);
  const payment = paymentPolicy({ keys: 'files' });
  writeFileSync(join(folder, 'payment.toml'), payment);
  writeFileSync(join(folder, 'payment.json'), signedPolicyFile(payment, ['officer2']));
  writeFileSync(join(folder, 'ceremony.toml'), ceremonyScript());
  writeFileSync(join(folder, 'bundle.zip'), takeTestBundle());
  const log = awsLog(userLog(1_700_000_060));
  for (const hsm of [0, 1]) writeFileSync(join(folder, `hsm-${hsm}.log`), log);
  return folder;
}

function writeRequests(folder: string, token: Uint8Array): void {
  const bare = Buffer.from(requestFile(token));
  const signAs = (request: Uint8Array, officer: string): Uint8Array => {
    const { privateKey, spki } = takeKey(officer);
    const keyId = createHash('sha256').update(spki).digest('hex');
    return addSignature(request, { keyId, signature: sign('sha256', paeOf(bare), privateKey) });
  };
  const first = signAs(bare, 'officer1');
  writeFileSync(join(folder, 'request.json'), bare);
  writeFileSync(join(folder, 'request.1.json'), first);
  writeFileSync(join(folder, 'request.2.json'), signAs(bare, 'officer2'));
  writeFileSync(join(folder, 'request.signed.json'), signAs(first, 'officer2'));
}

/** The folder of the test that runs. */
export interface OfficerFolder {
  readonly folder: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => Buffer;
}

/**
 * A folder of its own for each test of the file that calls this, removed when the test has ended. All
 * begin with the same bytes.
 */
export function useOfficerFolder(): OfficerFolder {
  let model = '';
  let folder = '';
  beforeAll(() => {
    model = makeOfficerFolder();
  });
  afterAll(() => rmSync(model, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-officer-'));
    cpSync(model, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    get folder() {
      return folder;
    },
    path,
    read: (name) => readFileSync(path(name)),
  };
}

export function sampleRecord({ node, nonce }: { node: number; nonce: number }): TokenRecord {
  return {
    id: 1,
    service: 3,
    node,
    keyHandle: 0,
    nonce: new Uint8Array(16).fill(nonce),
    user: 'officer1',
    created: 1_700_000_000,
  };
}

/** The same token as the newer command line has it. */
function writeSdk5Token(records: Uint8Array): string {
  const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const file = {
    version: '2.0',
    service: 'user-management',
    approval_data: toBase64(records),
    token: toBase64(createHash('sha256').update(records).digest()),
    signatures: [],
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const APPROVAL_FILE = `Multi Token File Path = officer1.token;
Token File Path = ;
Number of Approvals = 2;
Approver Type = 2;
Approver Name = officer1;
Approval File = officer1.token.sig1;
Approver Type = 2;
Approver Name = officer2;
Approval File = officer1.token.sig2;
`;
