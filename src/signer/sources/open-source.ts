import { Failure } from '../../failure.ts';
import { readWhole } from '../../files/read-typed.ts';
import { systemNameOf } from '../../files/system-error.ts';
import type { OpenedSigner } from '../signer.ts';
import type { Pkcs11Binding } from './pkcs11-binding.ts';
import { cutAtPin } from './pkcs11-uri.ts';

/** What opening a key that is no file needs of the world. */
export interface SourceWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes a path absolute. */
  readonly resolvePath: (path: string) => string;
  /** Asks a person for a token's PIN. */
  readonly askPin?: (token: string) => Promise<string>;
  /** Loads what calls PKCS#11 modules; the package pkcs11js if it is not given. */
  readonly loadPkcs11?: () => Promise<Pkcs11Binding>;
}

/**
 * Opens a key by the value of `--signer`: `ssh-agent`, `ssh-agent:FINGERPRINT`, or a PKCS#11 URI.
 *
 * @throws Failure of kind `usage` where it is none of them, of kind `key` where the key is not there
 * @example
 * const signer = await openSource('ssh-agent', { env: process.env, resolvePath: path.resolve });
 */
export async function openSource(source: string, world: SourceWorld): Promise<OpenedSigner> {
  if (source === 'ssh-agent' || source.startsWith('ssh-agent:')) {
    const socket = world.env['SSH_AUTH_SOCK'];
    if (socket === undefined || socket === '') {
      throw new Failure('agent-not-set', {});
    }
    const fingerprint = source.slice('ssh-agent:'.length);
    const { openSshAgent } = await import('./ssh-agent.ts');
    return openSshAgent({ socket, ...(fingerprint === '' ? {} : { fingerprint }) });
  }
  if (source.startsWith('pkcs11:')) {
    const { openPkcs11 } = await import('./pkcs11.ts');
    const { askPin, loadPkcs11, resolvePath } = world;
    const modulePath = world.env['MOFN_PKCS11_MODULE'];
    return openPkcs11({
      uri: source,
      ...(modulePath === undefined ? {} : { modulePath }),
      readPinFile: async (path) => readPinFile(path, resolvePath),
      ...(askPin === undefined ? {} : { askPin }),
      ...(loadPkcs11 === undefined ? {} : { loadBinding: loadPkcs11 }),
    });
  }
  // A mistyped URI may hold a PIN: only its beginning is told.
  const [beginning = ''] = /^[\w-]{0,20}/.exec(source) ?? [];
  throw new Failure('key-source-unknown', { source: beginning });
}

/** PINs have a few letters; what is beyond this is none. */
const LARGEST_PIN_FILE = 1 << 16;

async function readPinFile(
  path: string,
  resolvePath: SourceWorld['resolvePath'],
): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = readWhole(resolvePath(path), LARGEST_PIN_FILE);
  } catch (error) {
    throw pinUnreadable(path, systemNameOf(error), error);
  }
  if (bytes === undefined) throw pinUnreadable(path, 'EFBIG');
  return bytes;
}

/** Where a path should be, some write the PIN. */
function pinUnreadable(path: string, system: string, cause?: unknown): Failure {
  const told = path.includes('/') ? cutAtPin(path) : undefined;
  return new Failure('pkcs11-pin-unreadable', { path: told, system }, { cause });
}
