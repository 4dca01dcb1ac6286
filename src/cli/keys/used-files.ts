/** Files from which keys and pass phrases come, for a command that must not write over them. */
import { isFailure } from '../../failure.ts';
import type { UsedFile } from '../output/plan-outputs.ts';

export interface KeyArguments {
  readonly key?: string | undefined;
  readonly signer?: string | undefined;
  readonly passin?: string | undefined;
  readonly passout?: string | undefined;
}

/** What a command line names of keys and pass phrases. */
export async function listKeyFiles(args: KeyArguments): Promise<readonly UsedFile[]> {
  return [
    { what: 'key', path: args.key },
    ...(await listSignerFiles(args.signer)),
    ...[args.passin, args.passout].map((source) => ({
      what: 'file of the pass phrase',
      path: source === undefined ? undefined : fileOfSource(source),
    })),
  ];
}

/** The file or descriptor that a source in openssl's syntax reads. */
function fileOfSource(source: string): string | number | undefined {
  if (source === 'stdin') return '-';
  if (source.startsWith('file:')) return source.slice('file:'.length);
  const descriptor = /^fd:\s*\+?(\d{1,9})/.exec(source)?.[1];
  return descriptor === undefined ? undefined : Number(descriptor);
}

/** What is wrong with a URI is told when the key is opened. */
async function listSignerFiles(signer: string | undefined): Promise<readonly UsedFile[]> {
  if (signer?.startsWith('pkcs11:') !== true) return [];
  const { parsePkcs11Uri } = await import('../../signer/sources/pkcs11-uri.ts');
  try {
    const { modulePath, pinSource } = parsePkcs11Uri(signer);
    return [
      { what: 'PKCS#11 module', path: modulePath },
      { what: 'file of the PIN', path: pinSource },
    ];
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
