/**
 * What a second factor signs: a digest of each HSM, in one file.
 */
import type { ClusterServer, HsmRequest } from '../hsm/protocol.ts';
import { refuse, type Shell } from './command.ts';
import { askEach } from './fan-out.ts';
import { readSignedEntries, refuseDocument } from './read-files.ts';
import { writeTokenFile } from './write-token-file.ts';

/** Whose second factor, and for what. */
type Challenged = Omit<Extract<HsmRequest, { readonly op: 'getChallenge' }>, 'op'>;

/**
 * Has every HSM say what is to be signed, writes it to a file, and waits until it is signed.
 *
 * @param path of the file that is written
 * @returns finds the signature for an HSM
 * @throws CommandError
 */
export async function signChallenges(
  path: string,
  challenged: Challenged,
  shell: Shell,
): Promise<() => Promise<(server: ClusterServer) => Uint8Array>> {
  const asked = await askEach(shell, () => ({ op: 'getChallenge', ...challenged }) as const);
  const tokens = asked.map(({ reply }) => ({
    unsigned: Buffer.from(reply.digest).toString('base64'),
    signed: '',
  }));
  await writeTokenFile(path, { tokens }, shell);
  const signedPath = await shell.ask.signedToken(path);
  return async () => {
    const entries = await readSignedEntries(signedPath, 'mfa', shell);
    const found = new Map<ClusterServer, Uint8Array>();
    for (const { server, reply } of asked) {
      const entry = entries.find(({ digest }) => Buffer.compare(digest, reply.digest) === 0);
      if (entry === undefined) {
        refuseDocument(signedPath, 'other-token', 'it has not what every HSM asked for', shell);
      }
      found.set(server, entry.signature);
    }
    if ([...found.values()].some((signature) => signature.length === 0)) {
      refuse(shell, { code: 'token-not-signed', path: signedPath });
    }
    return (server) => found.get(server) ?? new Uint8Array();
  };
}
