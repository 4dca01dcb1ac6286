import { askForCaution } from '../caution.ts';
import { readFile } from '../read-file.ts';
import { printKeyFailure, registerKey } from '../registration.ts';
import type { ConsoleCommand, Outcome, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

/** Most bytes of a file that this command takes. A registration token has at most 245. */
const LARGEST_FILE = 1 << 16;

/** The officer signs any data outside the HSM, and hands over data, signature and public key. */
export const REGISTER_QUORUM_PUB_KEY: ConsoleCommand = {
  name: 'registerQuorumPubKey',
  syntax:
    'registerQuorumPubKey <user-type> <user-name> <registration-token> <signed-registration-token> <public-key>',
  summary: 'registers your public key, with a token that you have signed',
  who: 'CO, for itself',
  async run(args, shell) {
    const [type, name, ...paths] = args;
    const [tokenPath, signaturePath, keyPath] = paths;
    if (
      type === undefined ||
      name === undefined ||
      tokenPath === undefined ||
      signaturePath === undefined ||
      keyPath === undefined ||
      paths.length > 3
    ) {
      return refuseSyntax(REGISTER_QUORUM_PUB_KEY, shell);
    }
    if (!(await askForCaution(shell))) return 'refused';
    return register(type, name, { tokenPath, signaturePath, keyPath }, shell);
  },
};

interface Paths {
  readonly tokenPath: string;
  readonly signaturePath: string;
  readonly keyPath: string;
}

async function register(
  type: string,
  name: string,
  { tokenPath, signaturePath, keyPath }: Paths,
  shell: Shell,
): Promise<Outcome> {
  const token = readFile(tokenPath, LARGEST_FILE, shell);
  if (token === undefined) return 'refused';
  const signature = readFile(signaturePath, LARGEST_FILE, shell);
  if (signature === undefined) return 'refused';
  const key = readFile(keyPath, LARGEST_FILE, shell);
  if (key === undefined) return 'refused';
  const { openPublicKey } = await import('../../signer/containers/public-key.ts');
  let publicKey: Uint8Array;
  try {
    const opened = await openPublicKey(key, { name: keyPath });
    publicKey = opened.export({ type: 'spki', format: 'der' });
  } catch (thrown) {
    await printKeyFailure('registerQuorumPubKey', keyPath, thrown, shell);
    return 'refused';
  }
  return registerKey('registerQuorumPubKey', { type, name, publicKey, token, signature }, shell);
}
