/** A policy in which nothing is wrong, and others that are wrong in one way each. */
import { createHash } from 'node:crypto';
import { takeKey } from '../../support/keys.ts';
import { pemOf } from './policies.ts';

export const spkiOf = (name: string): string =>
  createHash('sha256').update(takeKey(name).spki).digest('hex');

export const GOOD = `version = 1
name = "Quorum of the payment cluster"

[cluster.m-values]
user-management = 2

[people.ada]
name = "Ada Lovelace"
groups = ["security", "operations"]
accounts = ["Officer1", "ada_admin"]
from = 2026-01-01
until = 2027-01-01T00:00:00+01:00
keys = [
  { pem = """${pemOf('ada')}""", account = "officer1" },
  { file = "keys/ada.pub", sha256 = "${spkiOf('ada-new')}", from = 2026-06-01 },
]

[people.grace]
accounts = ["officer2"]
[[people.grace.keys]]
pem = '''
${pemOf('grace')}
'''

[[rules]]
name = "new officers"
operations = ["createUser CO *", "user delete --role admin --username *"]
service = "user-management"
approvals = 2
from-groups = { security = 1, operations = 1 }
requester = "counts"
max-token-age = "10m"

[[rules]]
operations = ["*"]
approvals = 1
`;
export const FILES = { 'keys/ada.pub': takeKey('ada-new').publicPem };
/** The rules of a policy that is right, so that a test is about one thing. */
export const RULES = '[[rules]]\noperations = ["*"]\napprovals = 1\n';

/** A policy that is wrong in one way, and where. */
export const WRONG: readonly (readonly [what: string, toml: string, places: readonly string[]])[] =
  [
    ['nothing', '', ['1:1 missing-key', '1:1 missing-key', '1:1 missing-key']],
    ['another version', `version = 2\n[people]\n${RULES}`, ['1:11 policy-version']],
    ['a misspelt key', `verison = 1\n[people]\n${RULES}`, ['1:1 unknown-key', '1:1 missing-key']],
    ['a key twice', 'version = 1\nversion = 1', ['2:1 toml-syntax']],
    ['a table twice', 'version = 1\n[people.a]\n[people.a]', ['3:9 toml-syntax']],
    ['no value', 'version =\n', ['1:10 toml-syntax']],
    ['another type', `version = "1"\n[people]\n${RULES}`, ['1:11 value-type']],
    ['letters of two bytes', `version = 1 # äöü\nnäme = 1`, ['2:2 toml-syntax']],
    ['a person of no name', `version = 1\n[people."a b"]\n${RULES}`, ['2:9 value-form']],
    ['the prototype', `version = 1\n[people.a.__proto__]\nx = 1\n${RULES}`, ['2:11 unknown-key']],
    [
      'an account that is none',
      `version = 1\n[people.a]\naccounts = ["a-b"]\n${RULES}`,
      ['3:13 value-form'],
    ],
    [
      'an account of two',
      `version = 1\n[people.a]\naccounts = ["x"]\n[people.b]\naccounts = ["X"]\n${RULES}`,
      ['5:13 shared-account'],
    ],
    [
      'an account twice',
      `version = 1\n[people.a]\naccounts = ["x", "X"]\n${RULES}`,
      ['3:18 repeated-value'],
    ],
    [
      'a time of no zone',
      `version = 1\n[people.a]\nfrom = 2026-01-01T09:00:00\n${RULES}`,
      ['3:8 value-type'],
    ],
    [
      'no time at all',
      `version = 1\n[people.a]\nfrom = 2026-01-02\nuntil = 2026-01-02\n${RULES}`,
      ['4:9 valid-time'],
    ],
    [
      'the key of another account',
      `version = 1\n[people.a]\naccounts = ["x"]\nkeys = [{ pem = """${pemOf('ada')}""", account = "y" }]\n${RULES}`,
      ['4:9 foreign-account'],
    ],
    [
      'one key of two people',
      `version = 1\n[people.a]\nkeys = [{ pem = """${pemOf('ada')}""" }]\n[people.b]\nkeys = [{ pem = """${pemOf('ada')}""" }]\n${RULES}`,
      ['13:9 shared-key'],
    ],
    [
      'a key of neither kind',
      `version = 1\n[people.a]\nkeys = [{ }]\n${RULES}`,
      ['3:9 key-source'],
    ],
    [
      'a file without digest',
      `version = 1\n[people.a]\nkeys = [{ file = "k" }]\n${RULES}`,
      ['3:9 missing-key'],
    ],
    [
      'a file that is not there',
      `version = 1\n[people.a]\nkeys = [{ file = "k", sha256 = "${'0'.repeat(64)}" }]\n${RULES}`,
      ['3:18 key-file'],
    ],
    [
      'a key that was exchanged',
      `version = 1\n[people.a]\nkeys = [{ file = "keys/ada.pub", sha256 = "${'0'.repeat(64)}" }]\n${RULES}`,
      ['3:43 key-digest'],
    ],
    [
      'a key that is none',
      `version = 1\n[people.a]\nkeys = [{ pem = "x" }]\n${RULES}`,
      ['3:17 policy-key'],
    ],
    ['no rules', 'version = 1\n[people]\n', ['1:1 missing-key']],
    [
      'a rule of no operation',
      'version = 1\n[people]\n[[rules]]\napprovals = 1\n',
      ['3:3 missing-key'],
    ],
    [
      'a rule of an empty list of operations',
      'version = 1\n[people]\n[[rules]]\noperations = []\napprovals = 1\n',
      ['3:3 missing-key'],
    ],
    [
      'an operation that is none',
      'version = 1\n[people]\n[[rules]]\noperations = ["creatUser CO *"]\napprovals = 1\n',
      ['4:15 policy-operation'],
    ],
    [
      'an operation of another service',
      'version = 1\n[people]\n[[rules]]\nservice = "MISC_CO"\noperations = ["createUser CO *"]\napprovals = 1\n',
      ['5:15 never-covered'],
    ],
    [
      'a service that is none',
      'version = 1\n[people]\n[[rules]]\nservice = "user"\noperations = ["*"]\napprovals = 1\n',
      ['4:11 value-form'],
    ],
    [
      'too few',
      `version = 1\n[people]\n${RULES}from-groups = { a = 1, b = 1 }\n`,
      ['5:13 too-many-seats'],
    ],
    [
      'none',
      'version = 1\n[people]\n[[rules]]\noperations = ["*"]\napprovals = 0\n',
      ['5:13 value-form'],
    ],
    [
      'an age that is none',
      `version = 1\n[people]\n${RULES}max-token-age = "10"\n`,
      ['6:17 value-form'],
    ],
    [
      'half a requester',
      `version = 1\n[people]\n${RULES}requester = "count"\n`,
      ['6:13 value-form'],
    ],
  ];
