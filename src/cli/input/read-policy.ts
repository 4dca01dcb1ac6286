import type { Policy } from '../../ceremony/policy/policy.ts';
import type { PolicyReading } from '../../ceremony/policy/read-policy.ts';
import { Failure } from '../../failure.ts';
import { nodeCrypto } from '../../node/node-crypto.ts';
import type { Context } from '../context.ts';
import { readInput } from './read-file.ts';
import { refuseOtherContent } from './refuse-other-content.ts';

/** A policy's file, whatever is wrong with it. */
export interface PolicyFile extends PolicyReading {
  /** The TOML; of a signed policy, what was signed. */
  readonly toml: Uint8Array;
}

/**
 * Reads a policy that has to be sound: TOML, with the key files that it names.
 *
 * @param path as it was given; `-` is standard input
 * @throws Failure `policy-malformed` where something is wrong with it, `other-content` where it is something else,
 *   and as `readInput` throws
 */
export async function readPolicyInput(path: string, context: Context): Promise<Policy> {
  const { policy, diagnostics, toml } = await readPolicyFile(path, context);
  if (policy !== undefined) return policy;
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
  const toml = await readInput(path, 'policy', context);
  refuseOtherContent(toml, 'policy', path);
  // The reader of TOML is loaded by those alone who read a policy.
  const { readPolicy } = await import('../../ceremony/policy/read-policy.ts');
  const { policyKeys } = await import('../../node/policy-keys.ts');
  const world = { sha256: nodeCrypto.sha256, openKey: policyKeys(path, context.cwd) };
  return { ...readPolicy(toml, world), toml };
}
