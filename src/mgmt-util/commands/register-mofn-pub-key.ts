import { isFailure } from '../../failure.ts';
import type { OpenedSigner } from '../../signer/signer.ts';
import { askForCaution } from '../caution.ts';
import { readFile } from '../read-file.ts';
import { printKeyFailure, type Registration, registerKey } from '../registration.ts';
import type { ConsoleCommand, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

/** Most bytes of a key file. */
const LARGEST_KEY_FILE = 1 << 20;

/**
 * Shows that the officer has the private key by signing the key match string with it; the private key
 * itself goes to no HSM.
 */
export const REGISTER_MOFN_PUB_KEY: ConsoleCommand = {
  name: 'registerMofnPubKey',
  syntax: 'registerMofnPubKey <user-type> <key_match_string> <user-name> <private-key-file>',
  summary: 'registers your public key, out of your private key file',
  who: 'CO, for itself',
  async run(args, shell) {
    const [type, matchString, name, path] = args;
    if (
      type === undefined ||
      matchString === undefined ||
      name === undefined ||
      path === undefined ||
      args.length > 4
    ) {
      return refuseSyntax(REGISTER_MOFN_PUB_KEY, shell);
    }
    if (!(await askForCaution(shell))) return 'refused';
    const proof = await signMatchString(Buffer.from(matchString), path, shell);
    if (proof === undefined) return 'refused';
    return registerKey('registerMofnPubKey', { type, name, ...proof }, shell);
  },
};

type Proof = Pick<Registration, 'publicKey' | 'token' | 'signature'>;

/** @returns undefined where there is no key to be had, or none that signs; why was printed */
async function signMatchString(
  token: Uint8Array,
  path: string,
  shell: Shell,
): Promise<Proof | undefined> {
  const signer = await openKey(path, shell);
  if (signer === undefined) return undefined;
  try {
    const { signMessage } = await import('../../signer/sign-message.ts');
    const publicKey = signer.publicKey.export({ type: 'spki', format: 'der' });
    return { publicKey, token, signature: await signMessage(token, signer) };
  } catch (thrown) {
    await printKeyFailure('registerMofnPubKey', path, thrown, shell);
    return undefined;
  } finally {
    await signer.close();
  }
}

/** @returns undefined where there is no key to be had; why was printed */
async function openKey(path: string, shell: Shell): Promise<OpenedSigner | undefined> {
  const bytes = readFile(path, LARGEST_KEY_FILE, shell);
  if (bytes === undefined) return undefined;
  const { openPrivateKey } = await import('../../signer/containers/private-key.ts');
  let calledOff = false;
  const passphrase = async (): Promise<Uint8Array> => {
    const typed = await shell.ask.askSecret(WORDS.passPhrase);
    calledOff = typed === undefined;
    return Buffer.from(typed ?? '');
  };
  try {
    return await openPrivateKey(bytes, { name: path, passphrase });
  } catch (thrown) {
    if (calledOff && isFailure(thrown)) return undefined;
    await printKeyFailure('registerMofnPubKey', path, thrown, shell);
    return undefined;
  }
}
