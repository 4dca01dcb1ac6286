import type { CombineInput, SignedApprovals } from '../../../../ceremony/combine.ts';
import { readSdk5Set } from '../../../../ceremony/formats/sdk5.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { writeJson } from '../../../../token/json/json-document.ts';
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
import { addSignature, removeSignature } from '../../../../token/sdk5/edit-document.ts';
import { roleOfType } from '../../../../token/sdk5/roles.ts';
import { parseSdk5Token } from '../../../../token/sdk5-token.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { describeStatusRefusal } from '../../../../words/status.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { quoted } from '../../../input/read-file.ts';

/** A token file of the newer command line, to be combined with others. */
export interface Sdk5Input {
  readonly approvals: CombineInput;
  readonly document: QuorumDocument;
  /** Of its approvers, as the older console numbers them. */
  readonly type: number;
}

/**
 * Takes the approvals of a token file of the newer command line.
 *
 * @throws Failure of kind `file` where something of it would be lost or wrong without a word
 */
export function collectSdk5(path: string, bytes: Uint8Array): Sdk5Input {
  const { document, token, faults, approvals, approverType } = readSdk5Set(bytes, path, nodeCrypto);
  const [fault] = faults;
  if (document === undefined || token === undefined || fault !== undefined) {
    throw refuse(path, fault === undefined ? 'it has no token' : describeStatusRefusal(fault));
  }
  const approvers = approvals.map(({ type, name, origin, signature, unfit }) => {
    if (unfit !== undefined || signature?.malformed !== undefined) {
      const what = unfit === undefined ? 'is no base64 as it should be' : 'has another role';
      throw refuse(path, `the approval of ${escapeUnsafe(showText(name))} ${what}`);
    }
    const place = `${path}: ${showText(origin)}`;
    return { type, name, file: place, signature: signature?.start ?? new Uint8Array() };
  });
  const { signedBytes } = token;
  return {
    approvals: {
      source: path,
      token: signedBytes,
      multiTokenFilePath: path,
      tokenFilePath: '',
      approvers,
    },
    document,
    type: approverType,
  };
}

function refuse(path: string, why: string): CommandFailure {
  const hint = `"mofn approval lint ${quotePath(path)}" says more`;
  return new CommandFailure('file', `${quoted(path)} is not combined: ${why}`, hint);
}

/**
 * Writes the approvals into a token file, in the place of its own.
 *
 * @param document the token file that the new one is like in all else
 * @returns what {@link parseSdk5Token} reads
 */
export function writeSdk5(
  document: QuorumDocument,
  { approvers }: Pick<SignedApprovals, 'approvers'>,
): Uint8Array {
  const own = document.signatures?.items ?? [];
  const isOlder = own.length > 0 && own.every(({ role }) => role === undefined);
  let edited = document;
  for (let at = own.length - 1; at >= 0; at--) edited = reread(removeSignature(edited, at));
  for (const { name, type, signature } of approvers) {
    const role = isOlder ? undefined : roleOfType(type);
    edited = reread(addSignature(edited, { username: showText(name), role, signature }));
  }
  return writeJson(edited.json);
}

function reread(bytes: Uint8Array): QuorumDocument {
  return parseSdk5Token(bytes, nodeCrypto).document;
}
