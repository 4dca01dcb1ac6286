/** The script of a ceremony, as a command line names it, and the files that it leads to. */
import { dirname, join } from 'node:path';
import type { Policy } from '../../../ceremony/policy/policy.ts';
import { readPolicy } from '../../../ceremony/policy/read-policy.ts';
import { readSignedPolicy } from '../../../ceremony/policy/signed-policy.ts';
import { lintScript } from '../../../ceremony/script/lint-script.ts';
import { readScript, type ScriptReading } from '../../../ceremony/script/read-script.ts';
import type { CeremonyScript } from '../../../ceremony/script/script.ts';
import { isInnerPath } from '../../../ceremony/script/values.ts';
import { Failure, isFailure } from '../../../failure.ts';
import type { ScriptPolicyProblem } from '../../../failure-codes/script-diagnostic.ts';
import { readRegularFile } from '../../../files/read.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { policyKeys } from '../../../node/policy-keys.ts';
import { LineTable } from '../../../parser/line-table.ts';
import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { refuseOtherToml } from '../../input/refuse-other-content.ts';

/** A file that belongs to a script: where it lies, from the script's folder on. */
export interface FileOfScript {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A script's file, whatever is wrong with it. */
export interface ScriptFile extends ScriptReading {
  readonly bytes: Uint8Array;
  /** Missing where the script names none, or it cannot be had. */
  readonly policy: Policy | undefined;
  /** The policy, and the keys that it names. */
  readonly files: readonly FileOfScript[];
}

/** Most bytes of a policy. */
const LARGEST_POLICY = 1 << 20;

/**
 * Reads a script with the policy that it names.
 *
 * @param path as it was given; `-` is standard input
 * @throws Failure `other-content` where it is something else, and as `readInput` throws
 */
export async function readScriptFile(path: string, context: Context): Promise<ScriptFile> {
  const bytes = await readInput(path, 'script', context);
  refuseOtherToml(bytes, 'script', path);
  const found: { policy?: Policy; files: FileOfScript[] } = { files: [] };
  const reading = readScript(bytes, {
    sha256: nodeCrypto.sha256,
    openPolicy: (name) => {
      const opened = openPolicy(path === '-' ? name : join(dirname(path), name), context);
      if ('code' in opened) return opened;
      found.policy = opened.policy;
      const folder = dirname(name);
      found.files = [
        { path: name, bytes: opened.bytes },
        ...opened.keys.map((key) => ({ ...key, path: join(folder, key.path) })),
      ];
      return opened.policy.people;
    },
  });
  return { ...reading, bytes, policy: found.policy, files: found.files };
}

/**
 * Reads a script that has to be sound.
 *
 * @throws Failure `script-malformed` where something is wrong with it, and as {@link readScriptFile}
 */
export async function readSoundScript(
  path: string,
  context: Context,
): Promise<ScriptFile & { readonly script: CeremonyScript }> {
  const file = await readScriptFile(path, context);
  const { script, bytes } = file;
  const diagnostics =
    script === undefined
      ? file.diagnostics
      : lintScript(script, bytes).filter(({ severity }) => severity === 'error');
  const [diagnostic] = diagnostics;
  if (script !== undefined && diagnostic === undefined) return { ...file, script };
  if (diagnostic === undefined) throw new Error('a script that is refused without a reason');
  throw new Failure('script-malformed', {
    path: path === '-' ? null : path,
    ...new LineTable(Buffer.from(bytes).toString('latin1')).placeOf(diagnostic.span.start),
    diagnostic,
    others: diagnostics.length - 1,
  });
}

interface OpenedPolicy {
  readonly policy: Policy;
  readonly bytes: Uint8Array;
  readonly keys: readonly FileOfScript[];
}

function openPolicy(path: string, { cwd: folder }: Context): OpenedPolicy | ScriptPolicyProblem {
  let bytes: Buffer;
  try {
    bytes = readRegularFile(path, { what: 'policy', folder, limit: LARGEST_POLICY });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return describe(error);
  }
  const toml = tomlOf(bytes);
  if (toml === undefined) return { code: 'not-sound' };
  const keys = new Map<string, FileOfScript>();
  const open = policyKeys(path, folder);
  const { policy } = readPolicy(toml, {
    sha256: nodeCrypto.sha256,
    openKey: (name) => {
      const content = open(name);
      // What lies elsewhere is looked at, and stays there.
      if (content instanceof Uint8Array && isInnerPath(name)) {
        keys.set(name, { path: name, bytes: content });
      }
      return content;
    },
  });
  return policy === undefined ? { code: 'not-sound' } : { policy, bytes, keys: [...keys.values()] };
}

/** @returns nothing where it is an envelope around no policy */
function tomlOf(bytes: Uint8Array): Uint8Array | undefined {
  if (!looksLikeJson(bytes)) return bytes;
  try {
    return readSignedPolicy(bytes).toml;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

function describe(failure: {
  readonly code: string;
  readonly values: object;
}): ScriptPolicyProblem {
  if (failure.code === 'file-unreadable' && 'system' in failure.values) {
    return { code: 'unreadable', system: String(failure.values.system) };
  }
  if (failure.code === 'file-too-large') return { code: 'too-large', limit: LARGEST_POLICY };
  return { code: 'not-regular' };
}
