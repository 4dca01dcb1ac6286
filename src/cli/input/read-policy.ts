import type { Policy } from '../../ceremony/policy/policy.ts';
import type { PolicyReading } from '../../ceremony/policy/read-policy.ts';
import type { SignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import { Failure } from '../../failure.ts';
import { nodeCrypto } from '../../node/node-crypto.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import type { Context } from '../context.ts';
import { readInput } from './read-file.ts';
import { refuseOtherToml } from './refuse-other-content.ts';

/** A policy's file, whatever is wrong with it. */
export interface PolicyFile extends PolicyReading {
  /** The TOML; of a signed policy, what was signed. */
  readonly toml: Uint8Array;
  readonly bytes: Uint8Array;
  /** What stands around it, where it was signed. */
  readonly signed: SignedPolicy | undefined;
}

/**
 * Reads a policy that has to be sound: TOML, with the key files that it names.
 *
 * @param path as it was given; `-` is standard input
 * @throws Failure `policy-malformed` where something is wrong with it, `other-content` where it is something else,
 *   and as `readInput` throws
 */
export async function readPolicyInput(path: string, context: Context): Promise<Policy> {
  return (await readSoundPolicy(path, context)).policy;
}

/** As {@link readPolicyInput}, with its bytes and what stands around them. */
export async function readSoundPolicy(
  path: string,
  context: Context,
): Promise<PolicyFile & { readonly policy: Policy }> {
  const file = await readPolicyFile(path, context);
  const { policy, diagnostics, toml } = file;
  if (policy !== undefined) return { ...file, policy };
  const [diagnostic] = diagnostics;
  if (diagnostic === undefined) throw new Error('a policy that is refused without a reason');
  const { LineTable } = await import('../../parser/line-table.ts');
  const source = Buffer.from(toml).toString('latin1');
  throw new Failure('policy-malformed', {
    path: path === '-' ? null : path,
    ...new LineTable(source).placeOf(diagnostic.span.start),
    diagnostic,
    others: diagnostics.length - 1,
  });
}

/** Reads a policy to tell what is wrong with it. */
export async function readPolicyFile(path: string, context: Context): Promise<PolicyFile> {
  const bytes = await readInput(path, 'policy', context);
  // Keys stand in a policy, too, and what it is by its keys is not what it is.
  refuseOtherToml(bytes, 'policy', path);
  const signed = looksLikeJson(bytes) ? await openSigned(bytes) : undefined;
  const toml = signed?.toml ?? bytes;
  // The reader of TOML is loaded by those alone who read a policy.
  const { readPolicy } = await import('../../ceremony/policy/read-policy.ts');
  const { policyKeys } = await import('../../node/policy-keys.ts');
  const world = { sha256: nodeCrypto.sha256, openKey: policyKeys(path, context.cwd) };
  return { ...readPolicy(toml, world), bytes, toml, signed };
}

async function openSigned(bytes: Uint8Array): Promise<SignedPolicy> {
  const { readSignedPolicy } = await import('../../ceremony/policy/signed-policy.ts');
  return readSignedPolicy(bytes);
}
