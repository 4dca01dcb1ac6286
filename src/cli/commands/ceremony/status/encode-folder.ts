import { encodeStatus } from '../../../../answers/status/encode-status.ts';
import { describeFolderTrouble, hintOfFolderTrouble } from '../../../../words/folder-trouble.ts';
import type { CeremonyStatusAnswer } from './answer.ts';
import type { JudgedFolder } from './judged-folder.ts';

export function encodeFolder(found: JudgedFolder): CeremonyStatusAnswer {
  const { folder, reached, judged, trouble, policy, names, now } = found;
  const tokens = judged.map(({ token: { path, request }, status, roster, steps }) => {
    const files = { file: path, request: request?.paths[0], policy: names.policy };
    const held = { roster, policy, key: undefined };
    const { schemaVersion: _, ...rest } = encodeStatus(status, held, steps, files, now);
    return rest;
  });
  return {
    schemaVersion: 1,
    folder,
    reached,
    tokens,
    trouble: trouble.map((one) => ({
      code: one.code,
      file: one.path,
      message: describeFolderTrouble(one),
      hint: hintOfFolderTrouble(one, one.path),
    })),
  };
}
