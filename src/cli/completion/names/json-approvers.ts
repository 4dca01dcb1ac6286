import { readJson } from '../../../token/json/read-json.ts';
import { readSdk5Document } from '../../../token/sdk5/read-document.ts';

/** Names of those whose approvals stand in a token file of the newer command line. */
export function listJsonApprovers(bytes: Uint8Array): readonly string[] {
  const { document } = readJson(bytes);
  const token = document === undefined ? undefined : readSdk5Document(document);
  if (token?.kind !== 'quorum') return [];
  return token.signatures?.items.flatMap(({ username }) => username?.text ?? []) ?? [];
}
