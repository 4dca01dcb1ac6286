/** What the examples of docstrings take for given. Files of theirs: docstring-files.ts. */
import assert from 'node:assert/strict';
import { createHash, type KeyObject, sign } from 'node:crypto';
import type { SignedApprovals } from '../../src/ceremony/combine.ts';
import { readClassicSet } from '../../src/ceremony/formats/classic.ts';
import type { OfficerKey } from '../../src/ceremony/officer-key.ts';
import { judgeSet, type SetVerdict } from '../../src/ceremony/policy/judge-set.ts';
import type { Policy } from '../../src/ceremony/policy/policy.ts';
import { type PolicyWorld, readPolicy } from '../../src/ceremony/policy/read-policy.ts';
import { makeTerms } from '../../src/ceremony/request/make-request.ts';
import type { BoundRequest, RequestTerms } from '../../src/ceremony/request/request.ts';
import { readRoster } from '../../src/ceremony/roster.ts';
import { readScript } from '../../src/ceremony/script/read-script.ts';
import type { CeremonyScript } from '../../src/ceremony/script/script.ts';
import { explainSignature, type WrongSignature } from '../../src/ceremony/wrong-signature.ts';
import type { BundleWorld } from '../../src/evidence/bundle/make-bundle.ts';
import type { Findings, Snapshot } from '../../src/evidence/findings.ts';
import type { Manifest } from '../../src/evidence/manifest.ts';
import type { Piece } from '../../src/evidence/piece.ts';
import type { WithheldToken } from '../../src/evidence/withheld-token.ts';
import { Failure } from '../../src/failure.ts';
import type { AuditEvent } from '../../src/hsm/audit-record.ts';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { dumpCluster } from '../../src/hsm/cluster/dump.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { makeManifest } from './evidence-manifest.ts';
import { takeKey } from './keys.ts';
import { quorumFile } from './sdk5-files.ts';
import { ceremonyScript } from './small-ceremony.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3'];

export const nonce = new Uint8Array(16);
export const created = 1_700_000_000;
export const record: TokenRecord = {
  id: 1,
  service: 3,
  node: 0,
  keyHandle: 0,
  nonce,
  user: 'officer1',
  created,
};
export const token: Uint8Array = encodeTokens([record, { ...record, node: 1 }]);

/** A token file of the newer command line. */
export const sdk5File: Uint8Array = quorumFile([record, { ...record, node: 1 }], {
  service: 'user-management',
  signatures: ['admin2', 'admin3'].map((username, at) => ({
    username,
    role: 'admin',
    signature: Buffer.alloc(256, at + 1).toString('base64'),
  })),
});

/** Of a ceremony in which `list` comes first. */
export const script: CeremonyScript = readScriptOf(ceremonyScript());

/** Of officer1. */
export const key: KeyObject = takeKey('officer1').publicKey;
export const roster = readRoster(
  OFFICERS.map((name) => ({ fileName: `${name}.pub`, content: takeKey(name).spki })),
);
export const officerKey = roster.officers[0]?.key as OfficerKey;
/** The second officer hashed the token first. */
export const signatures = OFFICERS.slice(0, 2).map((name, at) =>
  sign('sha256', at === 0 ? token : nodeCrypto.sha256(token), takeKey(name).privateKey),
);
export const signature: Uint8Array = sign('sha256', token, takeKey('officer1').privateKey);
export const wrong = explainSignature(
  {
    token,
    tokenPaths: [],
    signature: signatures[1] as Uint8Array,
    officer: 'officer2',
    roster,
    nearby: [],
  },
  nodeCrypto,
) as WrongSignature;

export const approval: Uint8Array = writeApproval({
  multiTokenFilePath: 'officer1.token',
  tokenFilePath: '',
  approvers: [1, 2].map((at) => ({ type: 2, name: `officer${at}`, file: `s${at}` })),
});
export const terms: RequestTerms = makeTerms({
  operation: 'createUser CU bob',
  requester: 'officer1',
  service: 3,
  reason: 'joins payments',
  ticket: undefined,
  made: created,
  expires: undefined,
  policy: undefined,
});
export const request: BoundRequest = {
  ...terms,
  token: { name: 'officer1.token', digest: createHash('sha256').update(token).digest('hex') },
};
export const set = readClassicSet(
  approval,
  memoryFiles({ 'officer1.token': token, s1: signature, s2: signatures[1] as Uint8Array }),
  nodeCrypto,
);
const officers = OFFICERS.map(
  (name, at) => `[people.${['ada', 'grace', 'alan'][at]}]
groups = ["${at < 2 ? 'security' : 'operations'}"]
accounts = ["${name}"${at === 0 ? ', "ada_admin"' : ''}]
keys = [{ pem = """${takeKey(name).publicPem}""", account = "${name}" }]
`,
);
const rules = `[[rules]]
operations = ["createUser * *"]
approvals = 2
from-groups = { security = 2 }
requester = "counts"
`;
/** In TOML. */
const policyText = `version = 1\n${officers.join('')}${rules}`;
export const policyWorld: PolicyWorld = {
  sha256: nodeCrypto.sha256,
  openKey: () => ({ code: 'not-looked-at' }),
};
export const policy = readPolicy(new TextEncoder().encode(policyText), policyWorld)
  .policy as Policy;
export const verdict = judgeSet(policy, set, { now: created }, nodeCrypto) as SetVerdict;
export const approvalsOfOfficer1 = approvalsOf('officer1', 1);
export const approvalsOfOfficer2 = approvalsOf('officer2', 2);
export const others = approvalsOf('officer3', 3);

function approvalsOf(name: string, byte: number): SignedApprovals {
  const file = `${name}.sig`;
  const bytes = new Uint8Array(256).fill(byte);
  return {
    token,
    multiTokenFilePath: 'officer1.token',
    tokenFilePath: '',
    approvers: [{ type: 2, name, file, signature: bytes }],
  };
}

export const cluster = createMemoryCluster({
  adminPassword: 'password',
  users: [{ type: 'CO', name: 'officer1', password: 'password' }],
  seed: '7',
});
/** A dump of it. */
export const text: string = JSON.stringify(dumpCluster(cluster));
/** A seed file in JSON. */
export const seedText: string = JSON.stringify({
  users: [{ name: 'officer1', key: 'officer1.pub' }],
});
export const input: string[] & AsyncIterable<string> = Object.assign([], {
  async *[Symbol.asyncIterator]() {
    yield 'y\n';
  },
});
export const output = { write: (): void => undefined };
export const error: unknown = new Failure('token-size', { bytes: 81 });
export const event: AuditEvent = {
  op: 'listUsers',
  sequence: 1,
  time: 1_516_067_379_437,
  session: '0x1',
  response: 'SUCCESS',
  previous: '0'.repeat(64),
  hash: '0'.repeat(64),
};
export const hash = createHash('sha256');

/** What is left of a ceremony. */
export const manifest: Manifest = makeManifest();
export const findings: Findings = manifest.findings;
export const snapshotBefore: Snapshot = findings.before as Snapshot;
export const snapshotAfter: Snapshot = findings.after as Snapshot;
export const differences = findings.differences;
export const recordHead: string = '0'.repeat(64);
export const publicKey: Uint8Array = takeKey('officer1').spki;
export const pieces: readonly Piece[] = [
  { path: 'keys/officer1.pub', kind: 'public-key', bytes: publicKey },
];
export const withheld: WithheldToken = {
  digest: recordHead,
  file: recordHead,
  requester: 'officer1',
  service: 3,
  created,
  nodes: [0, 1],
  approvals: [],
};
export const bundle: Uint8Array = new Uint8Array();
export const bundleWorld: BundleWorld = {
  crypto: nodeCrypto,
  madeBy: manifest.madeBy,
  renderReport: () => '',
};

/** Holds an example to the value in the comment behind it. */
export function expectValue(value: unknown, expected: unknown): void {
  assert.deepEqual(value, expected);
}

function readScriptOf(toml: string): CeremonyScript {
  const read = readScript(new TextEncoder().encode(toml), {
    sha256: nodeCrypto.sha256,
    openPolicy: () => ({ code: 'not-looked-at' }),
  });
  if (read.script === undefined) throw new Error('the script is not sound');
  return read.script;
}
