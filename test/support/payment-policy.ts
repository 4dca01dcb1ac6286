/** A policy as a folder of officers has it, and the same signed. */
import { createHash, sign } from 'node:crypto';
import { takeKey } from './keys.ts';

/** Who has which account: each with the public key of that name. */
const PEOPLE = [
  { id: 'ada', name: 'Ada Lovelace', groups: ['security'], account: 'officer1' },
  { id: 'grace', name: 'Grace Hopper', groups: ['security', 'operations'], account: 'officer2' },
  { id: 'alan', name: 'Alan Turing', groups: ['operations'], account: 'officer3' },
];

/**
 * A policy in which nothing is wrong: one of security and one of operations for changes of users, whoever asks.
 *
 * @param keys files with the public keys: `officer1.pub`, beside the policy; without it they are in the policy
 */
export function paymentPolicy({
  keys = 'inline',
}: {
  readonly keys?: 'inline' | 'files';
} = {}): string {
  const people = PEOPLE.map(({ id, name, groups, account }) => {
    const { publicPem, spki } = takeKey(account);
    const sha256 = createHash('sha256').update(spki).digest('hex');
    return `[people.${id}]
name = "${name}"
groups = ${JSON.stringify(groups)}
accounts = ["${account}"]
keys = [{ ${keys === 'files' ? `file = "${account}.pub", sha256 = "${sha256}"` : `pem = """\n${publicPem}"""`} }]
`;
  });
  return `version = 1
name = "Quorum of the test cluster"

[cluster.m-values]
user-management = 2

${people.join('\n')}
[[rules]]
name = "users"
operations = ["createUser * *", "deleteUser * *", "changePswd * *"]
approvals = 2
from-groups = { security = 1, operations = 1 }
requester = "counts"
`;
}

/** The envelope around a policy, made by nothing of ours. */
export function signedPolicyFile(toml: string, officers: readonly string[]): string {
  const payloadType = 'application/vnd.mofn.policy+toml';
  const body = Buffer.from(toml);
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `;
  const pae = Buffer.concat([Buffer.from(head), body]);
  const signatures = officers.map((officer) => ({
    sig: sign('sha256', pae, takeKey(officer).privateKey).toString('base64'),
  }));
  const envelope = { payloadType, payload: body.toString('base64'), signatures };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}
