/** Keys that are not files: `--signer`. */
import { Failure } from '../../failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { Signer } from '../../signer/signer.ts';
import type { Context } from '../context.ts';
import type { SecretOptions } from './read-passphrase.ts';

const AGENT = 'ssh-agent';

/**
 * Opens the signer that `--signer` names.
 *
 * @throws Failure of kind `usage` where it is of no known kind, of kind `key` where it cannot be opened
 */
export async function openSignerElsewhere(
  text: string,
  _options: SecretOptions,
  context: Context,
): Promise<Signer> {
  if (text === AGENT || text.startsWith(`${AGENT}:`)) {
    const socket = context.env['SSH_AUTH_SOCK'];
    if (socket === undefined || socket === '') {
      throw new Failure(
        'key',
        'there is no ssh-agent: SSH_AUTH_SOCK is not set',
        'start one with: eval "$(ssh-agent)"; ssh-add KEY',
      );
    }
    const { openSshAgent } = await import('../../signer/sources/ssh-agent.ts');
    const fingerprint = text.slice(AGENT.length + 1);
    return openSshAgent(fingerprint === '' ? { socket } : { socket, fingerprint });
  }
  throw new Failure(
    'usage',
    `--signer takes ssh-agent[:FINGERPRINT] or a pkcs11: URI, found "${escapeUnsafe(text)}"`,
  );
}
