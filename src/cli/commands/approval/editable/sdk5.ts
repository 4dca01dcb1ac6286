import { Failure } from '../../../../failure.ts';
import { encodeLatin1 } from '../../../../latin1.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { type FieldText, showText } from '../../../../parser/text.ts';
import { formatJson } from '../../../../token/json/format-json.ts';
import { writeJson } from '../../../../token/json/json-document.ts';
import {
  addSignature,
  removeSignature,
  replaceSignature,
} from '../../../../token/sdk5/edit-document.ts';
import { SIGNATURE_BYTES } from '../../../../token/sdk5/read-document.ts';
import {
  roleOfApprovers,
  roleOfType,
  roleToWrite,
  type Sdk5Role,
} from '../../../../token/sdk5/roles.ts';
import { parseSdk5Token, type Sdk5Token } from '../../../../token/sdk5-token.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import type { ApproverArgument } from '../approver-argument.ts';
import type { EditableApproval } from './editable.ts';

/**
 * A token file of the newer command line, which holds the signatures themselves: those that are named are
 * read.
 *
 * @throws Failure `sdk5-malformed`, `sdk5-kind`
 */
export function editSdk5(bytes: Uint8Array, context: Context): EditableApproval {
  const token = parseSdk5Token(bytes, nodeCrypto);
  const { document } = token;
  return {
    async add(approver) {
      const name = userNameOf(approver);
      if (findApproval(token, name) !== undefined) throw new Failure('approver-there', { name });
      const role = roleToWrite(token.signatures, roleOf(approver, token));
      const signature = await readSignature(approver, context);
      return editSdk5(addSignature(document, { username: name, role, signature }), context);
    },
    async replace(approver) {
      roleOf(approver, token);
      const at = requireApproval(token, showText(approver.name));
      const signature = await readSignature(approver, context);
      return editSdk5(replaceSignature(document, at, signature), context);
    },
    remove(name) {
      let rest = removeSignature(document, requireApproval(token, name));
      const again = parseSdk5Token(rest, nodeCrypto);
      // Where the name stands several times, all of them go.
      if (findApproval(again, name) !== undefined)
        rest = editSdk5(rest, context).remove(name).toBytes();
      return editSdk5(rest, context);
    },
    format: () => editSdk5(encodeLatin1(formatJson(document.json)), context),
    toBytes: () => writeJson(document.json),
  };
}

/** In the letters in which it was given. */
function userNameOf({ name }: ApproverArgument): string {
  const shown = showText(name);
  if (canonicalUserName(shown) !== undefined) return shown;
  throw new CommandFailure(
    'usage',
    `${quoted(shown)} is no user name`,
    'a user name has 1 to 31 letters, digits and _',
  );
}

function findApproval({ signatures }: Sdk5Token, name: string): number | undefined {
  const wanted = canonicalUserName(name) ?? name;
  const at = signatures.findIndex(
    ({ username }) => (canonicalUserName(username) ?? username) === wanted,
  );
  return at === -1 ? undefined : at;
}

function requireApproval(token: Sdk5Token, name: string): number {
  const at = findApproval(token, name);
  if (at !== undefined) return at;
  const approvers = token.signatures.map(({ username }) => username);
  throw new Failure('approver-unknown', { name, approvers });
}

/** @throws Failure of kind `usage` where the service takes the approvals of another role */
function roleOf({ type, name }: ApproverArgument, { records }: Sdk5Token): Sdk5Role {
  const expected = roleOfApprovers(records[0]?.service ?? 0);
  if (type === undefined || roleOfType(type) === expected) return expected;
  throw new CommandFailure(
    'usage',
    `${quoted(showText(name))} would be ${roleOfType(type)}, and the token's service takes the approvals of ${expected}`,
    'leave the type out: it follows from the service',
  );
}

async function readSignature(
  { file }: { readonly file: FieldText },
  context: Context,
): Promise<Uint8Array> {
  const path = showText(file);
  const bytes = await readInput(path, 'signature', context);
  refuseOtherContent(bytes, 'signature', path);
  if (bytes.length === SIGNATURE_BYTES) return bytes;
  throw new CommandFailure(
    'file',
    `the signature ${quoted(path)} has ${countNoun(bytes.length, 'byte')}, expected ${SIGNATURE_BYTES}`,
    'name the bare signature, as openssl or mofn sign --detached writes it; base64 -d takes base64 off',
  );
}
