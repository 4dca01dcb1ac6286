/**
 * Keys in an ssh-agent (draft-ietf-sshm-ssh-agent). Its `rsa-sha2-256` signatures (RFC 8332) are
 * RSASSA-PKCS1-v1_5 over SHA-256, so they are the same bytes as `openssl dgst -sha256 -sign` writes.
 */
import type { KeyObject } from 'node:crypto';
import { Failure } from '../../failure.ts';
import type { ListedAgentKey } from '../../failure-codes/signer-agent.ts';
import {
  decodeRsaPublicKey,
  encodeString,
  encodeUint32,
  SshReader,
} from '../encodings/ssh-wire.ts';
import { fingerprintOfBlob } from '../fingerprint.ts';
import { importPublicNumbers } from '../rsa-key-object.ts';
import { type OpenedSigner, openedSigner } from '../signer.ts';
import { matchesKey } from '../verify.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';
import {
  connectToAgent,
  LONGEST_AGENT_MESSAGE,
  type SshAgentConnection,
} from './ssh-agent-connection.ts';

const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
/** Flag of a sign request: SHA-256 where the agent would take SHA-1. */
const RSA_SHA2_256 = 2;

/** An RSA key that an agent holds. */
interface AgentKey {
  /** The public key in SSH's encoding, by which the agent knows the key. */
  readonly blob: Uint8Array;
  readonly publicKey: KeyObject;
  /** As `ssh-add -l` prints it: `SHA256:…`. */
  readonly fingerprint: string;
  readonly comment: string;
}

export interface SshAgentOptions {
  /** Path of the agent's socket, from SSH_AUTH_SOCK. */
  readonly socket: string;
  /** Which key, as `ssh-add -l` prints it, with or without `SHA256:`. May be left out of one key. */
  readonly fingerprint?: string;
}

/**
 * Opens a key of an ssh-agent.
 *
 * @throws Failure of kind `key` where there is no agent, no such RSA key, or a choice of several
 * @example
 * const signer = await openSshAgent({ socket: process.env['SSH_AUTH_SOCK'] ?? '' });
 */
export async function openSshAgent({
  socket,
  fingerprint,
}: SshAgentOptions): Promise<OpenedSigner> {
  const connection = await connectToAgent(socket);
  try {
    const key = chooseKey(await listAgentKeys(connection), fingerprint);
    return openedSigner({
      publicKey: key.publicKey,
      description: `ssh-agent ${key.fingerprint}`,
      sign: (message) => signWithAgent(connection, key, message),
      close: async () => connection.close(),
    });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The RSA keys that an agent holds; those of other types are left out. */
async function listAgentKeys(connection: SshAgentConnection): Promise<AgentKey[]> {
  const reply = await connection.request(Buffer.from([REQUEST_IDENTITIES]));
  const reader = new SshReader(reply.subarray(1));
  const count = reader.readUint32();
  if (reply[0] !== IDENTITIES_ANSWER || count === undefined) {
    throw new Failure('agent-no-list', {});
  }
  const keys: AgentKey[] = [];
  for (let left = count; left > 0; left--) {
    const blob = reader.readString();
    const comment = reader.readString();
    if (blob === undefined || comment === undefined) {
      throw new Failure('agent-list-cut', {});
    }
    const numbers = decodeRsaPublicKey(blob);
    const publicKey = numbers && importPublicNumbers(numbers);
    if (publicKey === undefined) continue;
    const fingerprint = fingerprintOfBlob(blob);
    keys.push({ blob, publicKey, fingerprint, comment: viewAsBuffer(comment).toString('utf8') });
  }
  return keys;
}

function chooseKey(keys: readonly AgentKey[], fingerprint: string | undefined): AgentKey {
  const [first, second] = keys;
  if (first === undefined) {
    throw new Failure('agent-no-rsa-key', {});
  }
  if (fingerprint === undefined) {
    if (second === undefined) return first;
    throw new Failure('agent-several-keys', { keys: keys.map(listKey) });
  }
  const wanted = `SHA256:${fingerprint.replace(/^SHA256:/i, '').replace(/=+$/, '')}`;
  const found = keys.find((key) => key.fingerprint === wanted);
  if (found !== undefined) return found;
  throw new Failure('agent-no-such-key', { fingerprint: wanted, keys: keys.map(listKey) });
}

function listKey({ fingerprint, comment }: AgentKey): ListedAgentKey {
  return { fingerprint, comment };
}

async function signWithAgent(
  connection: SshAgentConnection,
  key: AgentKey,
  message: Uint8Array,
): Promise<Buffer> {
  const body = Buffer.concat([
    Buffer.from([SIGN_REQUEST]),
    encodeString(key.blob),
    encodeString(message),
    encodeUint32(RSA_SHA2_256),
  ]);
  if (body.length > LONGEST_AGENT_MESSAGE) {
    throw new Failure('agent-message-too-long', { bytes: message.length });
  }
  const reply = await connection.request(body);
  const signature = reply[0] === SIGN_RESPONSE ? readSignature(reply, key) : undefined;
  if (signature === undefined) {
    throw new Failure('agent-refuses', { fingerprint: key.fingerprint });
  }
  if (!matchesKey(key.publicKey, message, signature)) {
    throw new Failure('agent-signature-wrong', { fingerprint: key.fingerprint });
  }
  return signature;
}

/** The number in a reply, as long as the modulus: some agents leave out zeros in front of it. */
function readSignature(reply: Buffer, key: AgentKey): Buffer | undefined {
  const whole = new SshReader(reply.subarray(1)).readString();
  if (whole === undefined) return undefined;
  const reader = new SshReader(whole);
  reader.readString();
  const number = reader.readString();
  const length = Math.ceil((key.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (number === undefined) return undefined;
  return Buffer.concat([Buffer.alloc(Math.max(0, length - number.length)), number]);
}
