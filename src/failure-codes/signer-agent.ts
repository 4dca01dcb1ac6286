/** Failures of keys in an ssh-agent. */
import type { KindsOf } from './kind.ts';

/** A key that an agent lists: `SHA256:…`, and its comment. */
export interface ListedAgentKey {
  readonly fingerprint: string;
  readonly comment: string;
}

export interface AgentFailures {
  /** Nothing says where an agent is: SSH_AUTH_SOCK is not set. */
  'agent-not-set': object;
  /** `system` is the error's name, as `ENOENT`. */
  'agent-unreachable': { readonly path: string; readonly system: string };
  /** It closed the connection. */
  'agent-closed': object;
  /** What it answers is no message of the protocol. */
  'agent-protocol': object;
  /** It does not list its keys. */
  'agent-no-list': object;
  /** The list of its keys is cut off. */
  'agent-list-cut': object;
  'agent-no-rsa-key': object;
  /** It holds more than one RSA key, and no fingerprint was given. */
  'agent-several-keys': { readonly keys: readonly ListedAgentKey[] };
  /** It holds RSA keys, and none with that fingerprint. */
  'agent-no-such-key': {
    readonly fingerprint: string;
    readonly keys: readonly ListedAgentKey[];
  };
  /** The message is longer than agents take. */
  'agent-message-too-long': { readonly bytes: number };
  /** It was asked to sign, and did not. */
  'agent-refuses': { readonly fingerprint: string };
  /** What it made is no signature over SHA-256 by that key. */
  'agent-signature-wrong': { readonly fingerprint: string };
}

export const agentFailureKinds = (): KindsOf<AgentFailures> => ({
  'agent-not-set': 'key',
  'agent-unreachable': 'key',
  'agent-closed': 'key',
  'agent-protocol': 'key',
  'agent-no-list': 'key',
  'agent-list-cut': 'key',
  'agent-no-rsa-key': 'key',
  'agent-several-keys': 'key',
  'agent-no-such-key': 'key',
  'agent-message-too-long': 'key',
  'agent-refuses': 'key',
  'agent-signature-wrong': 'key',
});
