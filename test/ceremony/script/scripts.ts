/** Scripts of ceremonies. */

import {
  type PersonOfPolicy,
  readScript,
  type ScriptReading,
} from '../../../src/ceremony/script/read-script.ts';
import type { ScriptPolicyProblem } from '../../../src/failure-codes/script-diagnostic.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';

export const HEAD = `version = 1
title = "Make the crypto officer bob"
purpose = "A fourth officer"
place = "The vault"
policy = "policy.toml"
`;

export const PARTICIPANTS = `
[participants.ada]
role = "ceremony administrator"

[participants.walter]
name = "Walter Witness"
role = "internal auditor"
`;

export const STEPS = `
[[steps]]
id = "before"
text = """
List the users.
Keep the list.
"""
who = ["walter", "ada"]
run = "cloudhsm-cli user list > before/users.json"
files = ["before/users.json"]
result = "all officers"

[[steps]]
id = "look"
text = "Compare the digests."
who = ["ada"]
confirm = "they are the same"
`;

export const GOOD = `${HEAD}${PARTICIPANTS}${STEPS}
[rehearsal]
prepare = "mofn hsm init rehearsal/cluster"
environment = { CLOUDHSM_PIN = "admin:password" }
`;

const PEOPLE: readonly PersonOfPolicy[] = [
  { id: 'ada', name: 'Ada Lovelace' },
  { id: 'grace', name: 'Grace Hopper' },
];

export function read(
  toml: string | Uint8Array,
  people: readonly PersonOfPolicy[] | ScriptPolicyProblem = PEOPLE,
): ScriptReading {
  const bytes = typeof toml === 'string' ? new TextEncoder().encode(toml) : toml;
  return readScript(bytes, { sha256: nodeCrypto.sha256, openPolicy: () => people });
}

/** What is wrong: what it is, the script, and the code and the text at its place. */
export const WRONG: readonly (readonly [what: string, toml: string, code: string, at: string])[] = [
  ['no TOML', 'a = ', 'toml-syntax', ' '],
  ['an unknown key', GOOD.replace('place', 'palce'), 'unknown-key', 'palce'],
  ['no title', GOOD.replace(/^title.*\n/m, ''), 'missing-key', ''],
  ['no version', GOOD.replace(/^version.*\n/m, ''), 'missing-key', ''],
  ['another version', GOOD.replace('version = 1', 'version = 2'), 'script-version', '2'],
  ['an empty title', GOOD.replace(/^title.*/m, 'title = ""'), 'value-form', '""'],
  ['nobody', `${HEAD}[participants]\n${STEPS}`, 'missing-key', 'participants'],
  ['no steps', `${HEAD}${PARTICIPANTS}`, 'missing-key', ''],
  ['an empty list of steps', `steps = []\n${HEAD}${PARTICIPANTS}`, 'missing-key', ''],
  ['a role that is missing', GOOD.replace(/^role.*\n/m, ''), 'missing-key', 'ada'],
  [
    'somebody whom the policy does not have',
    `${GOOD}[participants.gracee]\nrole = "x"`,
    'unknown-person',
    'gracee',
  ],
  [
    'somebody whom the policy names',
    `${GOOD}[participants.grace]\nname = "Grace Brewster Hopper"\nrole = "x"`,
    'named-person',
    'grace',
  ],
  ['an id with a blank', `${GOOD}[participants."a b"]\nname="x"\nrole="x"`, 'value-form', '"a b"'],
  [
    'a step of nobody who takes part',
    GOOD.replace('who = ["ada"]', 'who = ["adda"]'),
    'unknown-participant',
    '"adda"',
  ],
  ['a step of nobody', GOOD.replace('who = ["ada"]', 'who = []'), 'missing-key', 'steps'],
  [
    'a step of somebody twice',
    GOOD.replace('who = ["ada"]', 'who = ["ada", "ada"]'),
    'repeated-value',
    '"ada"',
  ],
  ['an id twice', GOOD.replace('"look"', '"before"'), 'repeated-value', '"before"'],
  ['an id that is a path', GOOD.replace('"look"', '"../look"'), 'value-form', '"../look"'],
  ['neither run nor confirm', GOOD.replace(/^confirm.*\n/m, ''), 'step-act', 'steps'],
  ['both run and confirm', GOOD.replace(/^confirm/m, 'run = "ls"\nconfirm'), 'step-act', 'steps'],
  [
    'something to rehearse where nothing is run',
    GOOD.replace(/^confirm/m, 'rehearse = "ls"\nconfirm'),
    'rehearse-alone',
    '"ls"',
  ],
  ...[
    '../x',
    '/x',
    'a//b',
    'a/',
    '',
    '.x',
    'a/../b',
    'a\\\\b',
    'record.jsonl',
    'Rehearsal/x',
    'ä',
  ].map(
    (path) =>
      [
        `the path ${path}`,
        GOOD.replace('["before/users.json"]', `["${path}"]`),
        'value-form',
        `"${path}"`,
      ] as const,
  ),
  ['a policy elsewhere', GOOD.replace('"policy.toml"', '"../p.toml"'), 'value-form', '"../p.toml"'],
  [
    'a command that acts upon a terminal',
    GOOD.replace(/^run.*/m, 'run = "a\\u001b[2J"'),
    'value-form',
    '"a\\u001b[2J"',
  ],
  [
    'a text that turns its direction',
    GOOD.replace('Compare', '\u202eCompare'),
    'value-form',
    '"\u202eCompare the digests."',
  ],
  ['a variable that is none', GOOD.replace('CLOUDHSM_PIN', '"A B"'), 'value-form', '"A B"'],
  ['PATH', GOOD.replace('CLOUDHSM_PIN', 'PATH'), 'value-form', 'PATH'],
  ['a number for a text', GOOD.replace(/^title.*/m, 'title = 1'), 'value-type', '1'],
  ['__proto__', `__proto__ = 1\n${GOOD}`, 'unknown-key', '__proto__'],
];
