/** A manifest that has every member of findings at least once, for those who write, read and show manifests. */
import type { Contradiction, Findings, UncheckedClaim } from '../../src/evidence/findings.ts';
import type { Manifest } from '../../src/evidence/manifest.ts';
import { PIECE_FOLDERS, type PieceKind } from '../../src/evidence/piece.ts';

const DIGEST = '5a'.repeat(32);
const TIME = '2026-11-29T18:44:31Z';

const verdict = {
  policy: 'policy/payment.toml',
  isMet: false,
  rules: [
    {
      number: 1,
      name: 'two of payments',
      isMet: false,
      approvals: 2,
      taken: [{ person: 'ada', group: 'payments' }],
      missing: [{ groups: ['payments', 'audit'], count: 1 }],
    },
  ],
};

const snapshot = {
  paths: ['before/users.json'],
  isInStep: true,
  users: [{ name: 'ada', role: 'admin', hasKey: true, isLocked: null }],
  quorumValues: [{ service: 'user', value: 2 }],
};

const contradictions: readonly Contradiction[] = [
  { code: 'unreadable-piece', path: 'logs/hsm-0.log', problem: 'log' },
  { code: 'difference-not-in-logs', name: 'eve' },
  { code: 'operation-not-in-snapshots', name: 'eve' },
  { code: 'outcome-changed', path: 'a.txt', step: 'sign' },
  { code: 'other-script', path: 'ceremony/ceremony.toml' },
  { code: 'other-policy', path: 'policy/payment.toml' },
  { code: 'not-in-script', name: 'mallory' },
  { code: 'time-goes-back', at: TIME },
  { code: 'signature-wrong', path: 'requests/bob.json', name: 'eve' },
  { code: 'request-problem', path: 'requests/bob.json', problem: 'expired' },
  { code: 'policy-not-met', path: 'requests/bob.json' },
  { code: 'quorum-not-reached', path: 'tokens/bob.json', approvals: 1, required: 2 },
  { code: 'audit', finding: 'uncovered', at: TIME, text: 'createUser CO eve' },
];

const unchecked: readonly UncheckedClaim[] = [
  { code: 'token-withheld', path: 'tokens/bob.json' },
  { code: 'token-said-spent', path: 'tokens/ada.json' },
  { code: 'no-logs' },
  { code: 'no-keys' },
  { code: 'unsigned-logs' },
  { code: 'unsigned-snapshots' },
  { code: 'record-times' },
  { code: 'outcome-left-out', path: 'a.key', step: 'keys' },
  { code: 'report-of-other-version', version: '0.0.9' },
];

const findings: Findings = {
  ceremony: {
    title: 'Bob joins payments',
    purpose: 'a crypto officer more',
    place: 'room 1',
    isRehearsal: true,
    isComplete: true,
    began: TIME,
    ended: TIME,
    recordHead: DIGEST,
    participants: [{ id: 'ada', name: 'Ada', role: 'crypto officer', isInPolicy: true }],
    software: [{ name: 'mofn', version: '0.1.0' }],
    steps: [
      {
        id: 'sign',
        text: 'Ada signs',
        who: ['ada'],
        command: 'mofn sign bob.token',
        statement: null,
        result: null,
        attempts: [
          {
            state: 'deviated',
            began: TIME,
            ended: TIME,
            by: ['ada'],
            initials: ['AL'],
            remark: null,
            reason: 'the card reader was missing',
            acceptedBy: 'ada',
            files: [{ path: 'bob.sig', sha256: DIGEST, bytes: 256 }],
          },
        ],
      },
    ],
    remarks: [{ at: TIME, by: 'ada', remark: 'a fire alarm' }],
    breaks: [{ from: TIME, to: null }],
  },
  keys: [{ path: 'keys/ada.pub', name: 'ada', fingerprint: DIGEST }],
  policies: [
    {
      path: 'policy/payment.toml',
      digest: DIGEST,
      name: 'payments',
      people: [
        {
          id: 'ada',
          name: 'Ada',
          groups: ['payments'],
          accounts: ['ada'],
          fingerprints: [DIGEST],
        },
      ],
      signatures: [{ state: 'right', names: ['ada'], fingerprint: DIGEST }],
    },
  ],
  requests: [
    {
      path: 'requests/bob.json',
      classic: 'createUser CO bob',
      sdk5: 'user create --username bob --role admin',
      requester: 'ada',
      service: 3,
      reason: 'Bob joins',
      ticket: null,
      made: TIME,
      expires: null,
      policy: DIGEST,
      key: null,
      data: { sha256: DIGEST, bytes: 3 },
      token: DIGEST,
      signatures: [{ state: 'unknown', names: [], fingerprint: null }],
      problems: ['expired'],
      verdict,
    },
  ],
  tokens: [
    {
      path: 'tokens/bob.json',
      digest: DIGEST,
      requester: 'ada',
      service: 3,
      created: TIME,
      nodes: [0, 1],
      state: 'withheld',
      file: DIGEST,
      approvals: [
        {
          name: 'ada',
          signature: DIGEST,
          state: 'not-rechecked',
          fingerprint: null,
          causes: ['hashed-twice'],
        },
      ],
      verdict: null,
    },
  ],
  operations: [
    {
      at: TIME,
      operation: 'createUser CO bob',
      kind: 'known',
      actor: 'ada',
      done: [{ stream: 'hsm-0', sequence: '0x1a' }],
      missing: ['hsm-1'],
      request: 'requests/bob.json',
    },
  ],
  logs: [
    {
      path: 'logs/hsm-0.log',
      stream: 'hsm-0',
      events: 3,
      first: TIME,
      last: TIME,
      findings: ['gap'],
    },
  ],
  logsFrom: TIME,
  before: snapshot,
  after: snapshot,
  differences: [{ what: 'user', name: 'bob', change: 'added', before: null, after: 'admin' }],
  deviations: [
    {
      at: TIME,
      step: 'sign',
      kind: 'deviated',
      by: null,
      reason: 'none',
      acceptedBy: 'ada',
      isSelfAccepted: false,
    },
  ],
  contradictions,
  unchecked,
};

const kinds = Object.keys(PIECE_FOLDERS) as readonly PieceKind[];

/** Nothing in it is true. */
export const wholeManifest: Manifest = {
  pieces: kinds.map((kind, at) => ({ path: `pieces/${kind}`, kind, sha256: DIGEST, bytes: at })),
  madeBy: { name: 'mofn', version: '0.1.0' },
  findings,
};
