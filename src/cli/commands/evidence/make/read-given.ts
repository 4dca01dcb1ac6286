/** Everything that a bundle is made of: the folder, the roster, and what was named besides. */
import { basename, join } from 'node:path';
import type { ApprovalSet } from '../../../../ceremony/approval-set.ts';
import { readBareToken } from '../../../../ceremony/formats/bare-token.ts';
import { readApprovalSet } from '../../../../ceremony/formats/index.ts';
import { recogniseContent } from '../../../../content/recognise-content.ts';
import type { GivenFile } from '../../../../evidence/gather/given-file.ts';
import { Failure } from '../../../../failure.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { nodeFiles } from '../../../../node/node-files.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { readInput } from '../../../input/read-file.ts';
import { type WalkedFolder, walkFolder } from '../../../input/walk-folder.ts';
import type { UsedFile } from '../../../output/plan-outputs.ts';
import type { evidenceMake } from './definition.ts';

/** Files, and what was said of them. */
export interface Given extends WalkedFolder {
  /** Digests of tokens. */
  readonly saidSpent: readonly string[];
  /** Every file of the folder and the roster, as one finds it. */
  readonly used: readonly UsedFile[];
}

/** @throws Failure `file-unreadable`, `evidence-too-much`, `evidence-spent` */
export async function readGiven(
  { folder, roster, before, after, spent }: ArgumentsOf<typeof evidenceMake>,
  context: Context,
): Promise<Given> {
  const walked = walkFolder(folder, 'folder of the ceremony', context);
  const ofRoster = roster === undefined ? NOTHING : walkFolder(roster, 'roster', context);
  const keys = ofRoster.files.map((file) => ({ ...file, from: 'roster' as const }));
  const snapshots: GivenFile[] = [];
  for (const [from, paths] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const path of paths) {
      const bytes = await readInput(path, 'users or quorum values', context);
      snapshots.push({ path: path === '-' ? 'stdin' : basename(path), bytes, from });
    }
  }
  const saidSpent: string[] = [];
  for (const path of spent) saidSpent.push(await readDigest(path, context));
  return {
    files: [...walked.files, ...keys, ...snapshots],
    leftOut: [...walked.leftOut, ...ofRoster.leftOut],
    saidSpent,
    used: [...listUsed(folder, walked), ...listUsed(roster ?? '', ofRoster)],
  };
}

const NOTHING: WalkedFolder = { files: [], leftOut: [] };

function listUsed(folder: string, { files, leftOut }: WalkedFolder): readonly UsedFile[] {
  return [...files, ...leftOut].map(({ path }) => ({
    what: 'file of the ceremony',
    path: join(folder, path),
  }));
}

/** Digest of the token that a file has, or that its approvals are of. */
async function readDigest(path: string, context: Context): Promise<string> {
  const bytes = await readInput(path, 'token file', context);
  const set: ApprovalSet =
    recogniseContent(bytes) === 'token'
      ? readBareToken(path, bytes, nodeCrypto)
      : readApprovalSet(bytes, { path, files: nodeFiles(context.cwd) }, nodeCrypto);
  if (set.token === undefined || set.token.records.length === 0) {
    throw new Failure('evidence-spent', { path });
  }
  return set.token.digest;
}
