import type { AgentFailures, ListedAgentKey } from '../../failure-codes/signer-agent.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { FailureWords } from './failure-words.ts';

const START_ONE = 'have ssh-add put your key into one; it is started with: eval "$(ssh-agent)"';

export const AGENT_FAILURE_WORDS: FailureWords<AgentFailures> = {
  'agent-not-set': {
    message: () => 'there is no ssh-agent: SSH_AUTH_SOCK is not set',
    hint: () => START_ONE,
  },
  'agent-unreachable': {
    message: ({ path, system }) =>
      `cannot reach the ssh-agent at "${escapeUnsafe(path)}": ${escapeUnsafe(system)}`,
    hint: () => START_ONE,
  },
  'agent-closed': { message: () => 'the ssh-agent closed the connection' },
  'agent-protocol': { message: () => 'the ssh-agent answers in no agent protocol' },
  'agent-no-list': { message: () => 'the ssh-agent does not tell which keys it holds' },
  'agent-list-cut': { message: () => "the ssh-agent's list of keys is cut off" },
  'agent-no-rsa-key': {
    message: () => 'the ssh-agent holds no RSA key',
    hint: () => 'put one into it: ssh-add and the name of the key file',
  },
  'agent-several-keys': {
    message: ({ keys }) =>
      `the ssh-agent holds ${keys.length} RSA keys, and which of them is not said`,
    hint: ({ keys }) => `take one of these: ${listKeys(keys)}`,
  },
  'agent-no-such-key': {
    message: ({ fingerprint }) =>
      `the ssh-agent holds no RSA key with the fingerprint ${escapeUnsafe(fingerprint)}`,
    hint: ({ keys }) => `it holds ${listKeys(keys)}`,
  },
  'agent-message-too-long': {
    message: ({ bytes }) =>
      `an ssh-agent signs messages up to 256 KiB, and this one has ${countNoun(bytes, 'byte')}`,
    hint: () => 'sign with the key file instead',
  },
  'agent-refuses': {
    message: ({ fingerprint }) => `the ssh-agent refuses to sign with ${escapeUnsafe(fingerprint)}`,
    hint: () => 'it may be locked, or somebody declined the signature; ssh-add -l lists its keys',
  },
  'agent-signature-wrong': {
    message: ({ fingerprint }) =>
      `what the ssh-agent made with ${escapeUnsafe(fingerprint)} is no signature over SHA-256 by that key`,
    hint: () => 'agents older than OpenSSH 7.2 know only SHA-1',
  },
};

function listKeys(keys: readonly ListedAgentKey[]): string {
  return keys
    .map(
      ({ fingerprint, comment }) =>
        `ssh-agent:${escapeUnsafe(fingerprint)} (${escapeUnsafe(comment)})`,
    )
    .join(', ');
}
