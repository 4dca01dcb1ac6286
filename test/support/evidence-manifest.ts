/** Manifests as `mofn evidence make` writes them, of a ceremony that nobody held. */
import { createHash } from 'node:crypto';
import type { CeremonyFindings, Findings } from '../../src/evidence/findings.ts';
import type { ListedPiece, Manifest } from '../../src/evidence/manifest.ts';
import { HOSTILE } from './hostile-text.ts';

/** SHA-256 of a word, hex. */
export const digestOf = (word: string): string => createHash('sha256').update(word).digest('hex');

const CEREMONY: CeremonyFindings = {
  title: 'Bob becomes a crypto officer',
  purpose: 'The payments cluster gets a third officer, so that two can go on while one is away.',
  place: 'Room 2.14, Keizersgracht 1, Amsterdam',
  isRehearsal: false,
  isComplete: true,
  began: '2026-11-29T09:00:00Z',
  ended: '2026-11-29T09:31:40Z',
  recordHead: digestOf('h'),
  participants: [
    { id: 'ada', name: 'Ada Lovelace', role: 'crypto officer', isInPolicy: true },
    { id: 'grace', name: 'Grace Hopper', role: 'crypto officer', isInPolicy: true },
    { id: 'wim', name: 'Wim de Vries', role: 'internal auditor', isInPolicy: false },
  ],
  software: [
    { name: 'mofn', version: '0.1.0' },
    { name: 'node', version: 'v20.20.2' },
  ],
  steps: [
    {
      id: 'snapshot-before',
      text: 'List the users of the cluster.\nKeep what the console prints.',
      who: ['ada'],
      command: 'cloudhsm-cli user list > users-before.json',
      statement: null,
      result: 'a list of two officers',
      attempts: [
        {
          state: 'done',
          began: '2026-11-29T09:01:00Z',
          ended: '2026-11-29T09:02:10Z',
          by: ['ada'],
          initials: ['AL'],
          remark: null,
          reason: null,
          acceptedBy: null,
          files: [{ path: 'users-before.json', sha256: digestOf('b'), bytes: 812 }],
        },
      ],
    },
    {
      id: 'seal',
      text: 'Look at the seal of the safe.',
      who: ['ada', 'grace'],
      command: null,
      statement: 'the seal is whole, and its number is 004711',
      result: null,
      attempts: [
        {
          state: 'deviated',
          began: '2026-11-29T09:03:00Z',
          ended: '2026-11-29T09:05:00Z',
          by: ['ada', 'grace'],
          initials: ['AL', 'GH'],
          remark: 'photographed',
          reason: 'the number is 004712: the seal was changed on 2026-11-12',
          acceptedBy: 'wim',
          files: [],
        },
      ],
    },
    {
      id: 'create',
      text: 'Make the officer.',
      who: ['ada'],
      command: 'cloudhsm-cli user create --username bob --role admin --approval token.json',
      statement: null,
      result: null,
      attempts: [
        {
          state: 'skipped',
          began: null,
          ended: '2026-11-29T09:20:00Z',
          by: [],
          initials: [],
          remark: null,
          reason: 'the cluster was not reached',
          acceptedBy: 'wim',
          files: [],
        },
        {
          state: 'done',
          began: '2026-11-29T09:24:00Z',
          ended: '2026-11-29T09:25:30Z',
          by: ['ada'],
          initials: ['AL'],
          remark: null,
          reason: null,
          acceptedBy: null,
          files: [],
        },
      ],
    },
  ],
  remarks: [{ at: '2026-11-29T09:22:00Z', by: 'wim', remark: 'the network cable was loose' }],
  breaks: [{ from: '2026-11-29T09:22:30Z', to: '2026-11-29T09:23:30Z' }],
};

const SIGNERS = [
  { name: 'admin', fingerprint: digestOf('a') },
  { name: 'admin2', fingerprint: digestOf('g') },
] as const;

/** What a ceremony shows in which everything went well, but for two deviations. */
export const GOOD_FINDINGS: Findings = {
  ceremony: CEREMONY,
  keys: [
    ...SIGNERS.map(({ name, fingerprint }) => ({ path: `keys/${name}.pub`, name, fingerprint })),
    { path: 'policy/payments.toml', name: 'Ada Lovelace', fingerprint: digestOf('a') },
    { path: 'policy/payments.toml', name: 'Grace Hopper', fingerprint: digestOf('g') },
  ],
  policies: [
    {
      path: 'policy/payments.toml',
      digest: digestOf('p'),
      name: 'payments cluster',
      people: [
        {
          id: 'ada',
          name: 'Ada Lovelace',
          groups: ['security'],
          accounts: ['admin'],
          fingerprints: [digestOf('a')],
        },
        {
          id: 'grace',
          name: 'Grace Hopper',
          groups: ['security', 'payments'],
          accounts: ['admin2'],
          fingerprints: [digestOf('g')],
        },
      ],
      signatures: [{ state: 'right', names: ['ada'], fingerprint: digestOf('a') }],
    },
  ],
  requests: [
    {
      path: 'requests/bob.json',
      classic: 'createUser CO bob',
      sdk5: 'user create --username bob --role admin',
      requester: 'admin',
      service: 3,
      reason: 'Bob joins payments',
      ticket: 'OPS-1234',
      made: '2026-11-29T09:10:00Z',
      expires: '2026-11-29T11:10:00Z',
      policy: digestOf('p'),
      key: null,
      data: null,
      token: digestOf('t'),
      signatures: SIGNERS.map(({ name, fingerprint }) => ({
        state: 'right',
        names: [name],
        fingerprint,
      })),
      problems: [],
      verdict: {
        policy: digestOf('p'),
        isMet: true,
        rules: [
          {
            number: 1,
            name: 'new officers',
            isMet: true,
            approvals: 2,
            taken: [
              { person: 'ada', group: 'security' },
              { person: 'grace', group: null },
            ],
            missing: [],
          },
        ],
      },
    },
  ],
  tokens: [
    {
      path: 'tokens/token.json',
      digest: digestOf('t'),
      requester: 'admin',
      service: 3,
      created: '2026-11-29T09:09:12Z',
      nodes: [0, 1],
      state: 'spent',
      file: digestOf('f'),
      approvals: SIGNERS.map(({ name, fingerprint }) => ({
        name,
        signature: digestOf(name.slice(-1)),
        state: 'right',
        fingerprint,
        causes: [],
      })),
      verdict: null,
    },
  ],
  operations: [
    {
      at: '2026-11-29T09:25:12.345Z',
      operation: 'createUser CO bob',
      kind: 'known',
      actor: 'admin',
      done: [
        { stream: 'hsm-u6qrbmvjh4n', sequence: '0x1a' },
        { stream: 'hsm-7gzb3jx2xq5', sequence: '0x18' },
      ],
      missing: [],
      request: 'requests/bob.json',
    },
  ],
  logsFrom: '2026-11-29T09:00:00Z',
  logs: ['hsm-u6qrbmvjh4n', 'hsm-7gzb3jx2xq5'].map((stream) => ({
    path: `logs/${stream}.log`,
    stream,
    events: 27,
    first: '2026-11-20T08:00:00.000Z',
    last: '2026-11-29T09:30:00.000Z',
    findings: [],
  })),
  before: {
    paths: ['before/users-before.json', 'before/quorum-before.json'],
    isInStep: true,
    users: [
      { name: 'admin', role: 'admin', hasKey: true, isLocked: false },
      { name: 'admin2', role: 'admin', hasKey: true, isLocked: false },
      { name: 'app', role: 'crypto-user', hasKey: null, isLocked: false },
    ],
    quorumValues: [{ service: 'user-management', value: 2 }],
  },
  after: {
    paths: ['after/users-after.json', 'after/quorum-after.json'],
    isInStep: true,
    users: [
      { name: 'admin', role: 'admin', hasKey: true, isLocked: false },
      { name: 'admin2', role: 'admin', hasKey: true, isLocked: false },
      { name: 'app', role: 'crypto-user', hasKey: null, isLocked: false },
      { name: 'bob', role: 'admin', hasKey: false, isLocked: false },
    ],
    quorumValues: [{ service: 'user-management', value: 2 }],
  },
  differences: [
    { what: 'user', name: 'bob', change: 'added', before: null, after: 'admin, no key registered' },
  ],
  deviations: [
    {
      at: '2026-11-29T09:05:00Z',
      step: 'seal',
      kind: 'deviated',
      by: null,
      reason: 'the number is 004712: the seal was changed on 2026-11-12',
      acceptedBy: 'wim',
      isSelfAccepted: false,
    },
    {
      at: '2026-11-29T09:24:00Z',
      step: 'create',
      kind: 'repeated',
      by: null,
      reason: 'the cable was put back',
      acceptedBy: 'wim',
      isSelfAccepted: false,
    },
  ],
  contradictions: [],
  unchecked: [{ code: 'unsigned-logs' }, { code: 'unsigned-snapshots' }, { code: 'record-times' }],
};

const PIECES: readonly ListedPiece[] = [
  { path: 'after/quorum-after.json', kind: 'after', sha256: digestOf('c'), bytes: 120 },
  { path: 'after/users-after.json', kind: 'after', sha256: digestOf('d'), bytes: 990 },
  { path: 'before/quorum-before.json', kind: 'before', sha256: digestOf('e'), bytes: 120 },
  { path: 'before/users-before.json', kind: 'before', sha256: digestOf('b'), bytes: 812 },
  { path: 'ceremony/ceremony.toml', kind: 'script', sha256: digestOf('s'), bytes: 2210 },
  { path: 'ceremony/record.jsonl', kind: 'record', sha256: digestOf('r'), bytes: 4804 },
  { path: 'keys/admin.pub', kind: 'public-key', sha256: digestOf('i'), bytes: 451 },
  { path: 'keys/admin2.pub', kind: 'public-key', sha256: digestOf('j'), bytes: 451 },
  { path: 'logs/hsm-7gzb3jx2xq5.log', kind: 'log', sha256: digestOf('k'), bytes: 9311 },
  { path: 'logs/hsm-u6qrbmvjh4n.log', kind: 'log', sha256: digestOf('l'), bytes: 9522 },
  { path: 'policy/payments.toml', kind: 'policy', sha256: digestOf('p'), bytes: 1444 },
  { path: 'requests/bob.json', kind: 'request', sha256: digestOf('q'), bytes: 2790 },
  { path: 'tokens/token.json', kind: 'token', sha256: digestOf('f'), bytes: 1402 },
];

/** The manifest of the good ceremony, with other findings where some are given. */
export function makeManifest(findings: Partial<Findings> = {}): Manifest {
  return {
    pieces: PIECES,
    madeBy: { name: 'mofn', version: '0.1.0' },
    findings: { ...GOOD_FINDINGS, ...findings },
  };
}

/** What there is to say of no files at all. */
export function makeEmpty(): Manifest {
  return {
    pieces: [],
    madeBy: { name: 'mofn', version: '0.1.0' },
    findings: {
      ceremony: null,
      keys: [],
      policies: [],
      requests: [],
      tokens: [],
      operations: [],
      logs: [],
      logsFrom: null,
      before: null,
      after: null,
      differences: [],
      deviations: [],
      contradictions: [],
      unchecked: [],
    },
  };
}

/** The same, as it was rehearsed. */
export function makeRehearsal(): Manifest {
  return makeManifest({ ceremony: { ...CEREMONY, isRehearsal: true } });
}

/** One in which everything went wrong that can. */
export function makeContradicted(): Manifest {
  const [request] = GOOD_FINDINGS.requests;
  const [token] = GOOD_FINDINGS.tokens;
  const [operation] = GOOD_FINDINGS.operations;
  if (request === undefined || token === undefined || operation === undefined) {
    throw new Error('the good findings have one of each');
  }
  return makeManifest({
    requests: [
      {
        ...request,
        problems: ['expired'],
        signatures: [{ state: 'unknown', names: [], fingerprint: null }],
        verdict: {
          policy: digestOf('p'),
          isMet: false,
          rules: [
            {
              number: 1,
              name: 'new officers',
              isMet: false,
              approvals: 2,
              taken: [{ person: 'ada', group: 'security' }],
              missing: [{ groups: ['payments', 'security'], count: 1 }],
            },
          ],
        },
      },
    ],
    tokens: [
      {
        ...token,
        state: 'said-spent',
        approvals: token.approvals.map((approval, at) =>
          at === 0
            ? approval
            : { ...approval, state: 'wrong', fingerprint: null, causes: ['hashed-twice'] },
        ),
      },
      {
        ...token,
        path: 'tokens/other.withheld.json',
        state: 'withheld',
        approvals: token.approvals.map((approval) => ({
          ...approval,
          state: 'not-rechecked',
          fingerprint: null,
        })),
      },
    ],
    operations: [
      { ...operation, missing: ['hsm-7gzb3jx2xq5'], done: operation.done.slice(0, 1) },
      { ...operation, operation: null, kind: 'set-m-value', actor: null, request: null },
    ],
    logs: GOOD_FINDINGS.logs.map((log) => ({ ...log, findings: ['gap', 'reboot'] })),
    deviations: [
      ...GOOD_FINDINGS.deviations,
      {
        at: '2026-11-29T09:31:40Z',
        step: 'log-out',
        kind: 'not-done',
        by: null,
        reason: null,
        acceptedBy: null,
        isSelfAccepted: false,
      },
      {
        at: '2026-11-29T09:21:00Z',
        step: '',
        kind: 'resumed',
        by: null,
        reason: null,
        acceptedBy: null,
        isSelfAccepted: false,
      },
    ],
    differences: [
      ...GOOD_FINDINGS.differences,
      { what: 'user', name: 'app', change: 'removed', before: 'crypto-user', after: null },
      { what: 'quorum-value', name: 'USER_MGMT', change: 'changed', before: '2', after: '1' },
    ],
    contradictions: [
      { code: 'unreadable-piece', path: 'before/users-before.json', problem: 'no-output' },
      { code: 'difference-not-in-logs', name: 'app' },
      { code: 'operation-not-in-snapshots', name: 'carol' },
      { code: 'signature-wrong', path: 'requests/bob.json', name: '#2' },
      { code: 'outcome-changed', path: 'before/users-before.json', step: 'snapshot-before' },
      { code: 'other-script', path: 'ceremony/ceremony.toml' },
      { code: 'other-policy', path: 'policy/payments.toml' },
      { code: 'not-in-script', name: 'mallory' },
      { code: 'time-goes-back', at: '2026-11-29T09:11:00Z' },
      { code: 'signature-wrong', path: 'tokens/token.json', name: 'admin2' },
      { code: 'request-problem', path: 'requests/bob.json', problem: 'expired' },
      { code: 'policy-not-met', path: 'requests/bob.json' },
      { code: 'audit', finding: 'uncovered', at: '2026-11-29T09:25:12.345Z', text: '' },
    ],
    unchecked: [
      { code: 'token-withheld', path: 'tokens/other.withheld.json' },
      { code: 'token-said-spent', path: 'tokens/token.json' },
      { code: 'no-logs' },
      { code: 'no-keys' },
      { code: 'unsigned-logs' },
      { code: 'unsigned-snapshots' },
      { code: 'record-times' },
      { code: 'outcome-left-out', path: 'notes.txt', step: 'seal' },
      { code: 'report-of-other-version', version: '0.0.9' },
    ],
  });
}

/** What tells kinds of things apart; no text of a file stands there. */
const CODES = new Set(['state', 'code', 'kind', 'change', 'what']);

/** The same value with every text that may come from a file replaced. */
export function replaceTexts<Value>(value: Value, replace: (text: string) => string): Value {
  const visit = (item: unknown, member: string): unknown => {
    if (typeof item === 'string') return CODES.has(member) ? item : replace(item);
    if (Array.isArray(item)) return item.map((one) => visit(one, member));
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, one]) => [name, visit(one, name)]));
  };
  return visit(value, '') as Value;
}

/** Text as somebody has it stand in a file who wants it to become more than text on a page. */
export const HOSTILE_MARKUP: string = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>"' onload='alert(1)' &lt;b&gt; </bdi></td></table><h1>FORGED</h1>${HOSTILE}`;

/** A manifest in which everything is hostile. */
export function makeHostile(): Manifest {
  return replaceTexts(makeContradicted(), () => HOSTILE_MARKUP);
}

/** A manifest of the longest names without a blank in them. */
export function makeLong(): Manifest {
  return replaceTexts(makeContradicted(), (text) =>
    /^[\w-]{2,12}$/.test(text) ? 'w'.repeat(31) : text,
  );
}
