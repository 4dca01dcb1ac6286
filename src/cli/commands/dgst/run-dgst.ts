/**
 * `openssl dgst` in its order of work: options, number of files, digest, pass phrase, output, key,
 * signature options, input, result (docs/openssl.md).
 */
import { createHash, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { isReadable } from '../../../files/look.ts';
import type { World } from '../../context.ts';
import { SharedInput } from '../../input/shared-input.ts';
import { type DgstRequest, readDgstArguments, unknownDigest } from './arguments.ts';
import { DgstError } from './dgst-error.ts';
import { DEFAULT_DIGEST, DEFAULT_SIGNATURE_DIGEST, type Digest, findDigest } from './digests.ts';
import { keyPath } from './key-file.ts';
import { type KeyWork, prepareKeyWork } from './key-work.ts';
import { loadKey } from './load-key.ts';
import { type MacWork, prepareMac } from './mac-work.ts';
import { type Message, openFile, standardInput } from './message.ts';
import { type DgstOutput, openOutput } from './output.ts';
import { passInFile, readPassIn } from './pass-in.ts';
import { formatLine } from './result-line.ts';
import { isTokenKey, openTokenKey, signWithToken } from './token-key.ts';

const DONE = 0;
const FAILED = 1;

/**
 * Runs `mofn dgst`.
 *
 * @param words what follows `dgst` on the command line
 * @returns 0 or 1, the only exit codes of `openssl dgst`
 * @example
 * await runDgst(['-sha256', '-sign', 'officer1.key', '-out', 'officer1.sig', 'token'], world);
 */
export async function runDgst(words: readonly string[], context: World): Promise<number> {
  const warn = (line: string): void => context.stderr.write(`${line}\n`);
  try {
    const given = readDgstArguments(words, warn);
    if (given.kind === 'request') return await carryOut(given.request, context, warn);
    const { formatDigestList, HELP } = await import('./help-text.ts');
    if (given.kind === 'help') context.stderr.write(HELP);
    else context.stdout.write(formatDigestList());
    return DONE;
  } catch (error) {
    if (!(error instanceof DgstError)) throw error;
    warn(error.message);
    return FAILED;
  }
}

async function carryOut(
  request: DgstRequest,
  context: World,
  warn: (line: string) => void,
): Promise<number> {
  const { keyPath: key, files, passIn } = request;
  if (key !== undefined && files.length > 1) {
    throw new DgstError('dgst: Can only sign or verify one file.');
  }
  checkRandomFiles(request.randomFiles, context);
  const asked = findAskedDigest(request);
  const digest = asked ?? DEFAULT_DIGEST;
  if (request.verifies && request.signaturePath === undefined) {
    throw new DgstError('No signature to verify: use the -signature option');
  }
  const input = new SharedInput(context.stdin);
  const passphrase = passIn === undefined ? undefined : await readPassIn(passIn, context, input);
  const output = openOutput(request.out, context);
  refuseLosses(output, request, context);
  const mac = prepareMac(request, asked, context);
  const tokenKey = isTokenKey(key)
    ? await openTokenKey(key, passphrase, input, context)
    : undefined;
  try {
    const keyObject =
      key === undefined
        ? undefined
        : (tokenKey?.publicKey ?? (await loadKey(key, request, passphrase, input, context)));
    const work =
      keyObject &&
      (tokenKey === undefined || request.signaturePath !== undefined
        ? prepareKeyWork(keyObject, asked, request, context)
        : signWithToken(tokenKey, asked ?? DEFAULT_SIGNATURE_DIGEST, request));
    if (work === undefined && mac === undefined && digest.algorithm === undefined) {
      throw new DgstError('Error setting digest');
    }
    checkXofLength(request, digest, keyObject);
    const code = await readMessages(request, input, output, context, warn, (message) => {
      if (mac !== undefined) return writeMac(message, mac, request, output);
      if (work !== undefined) return writeKeyResult(message, work, request, output);
      return writeDigest(message, digest, request, output);
    });
    output.close();
    return code;
  } finally {
    await tokenKey?.close();
  }
}

// Randomness comes from Node; a file that cannot be read is told as openssl tells it.
function checkRandomFiles(paths: readonly string[], context: World): void {
  for (const path of paths) {
    if (path === '' || !isReadable(resolve(context.cwd, path))) {
      throw new DgstError(`Can't load ${path} into RNG`);
    }
  }
}

function findAskedDigest({ digestName, namesProvider }: DgstRequest): Digest | undefined {
  if (digestName === undefined) return undefined;
  const digest = findDigest(digestName, namesProvider ? 'provided' : 'all');
  if (digest === undefined) throw unknownDigest(digestName);
  return digest;
}

// openssl would have emptied these files by now.
function refuseLosses(output: DgstOutput, request: DgstRequest, context: World): void {
  const { keyPath: key, wantsPublicKey, signaturePath, passIn, files } = request;
  if (key !== undefined && !isTokenKey(key)) {
    output.refuseSameFile(keyPath(key, context), wantsPublicKey ? 'public key' : 'private key');
  }
  if (signaturePath !== undefined) output.refuseSameFile(signaturePath, 'signature');
  const passphraseFile = passInFile(passIn);
  if (passphraseFile !== undefined) output.refuseSameFile(passphraseFile, 'pass phrase file');
  for (const file of files) output.refuseSameFile(file, 'input');
  if (files.length === 0 && context.stdin.descriptor !== undefined) {
    output.refuseSameFile(context.stdin.descriptor, 'input');
  }
}

function checkXofLength({ xofLength }: DgstRequest, digest: Digest, key?: KeyObject): void {
  if (xofLength === 0) return;
  if (digest.defaultLength === undefined) {
    throw new DgstError('Length can only be specified for XOF');
  }
  if (key !== undefined) throw new DgstError('Signing key cannot be specified for XOF');
}

/** Each message in turn; one that cannot be read is told, and the next is taken. */
async function readMessages(
  { files }: DgstRequest,
  input: SharedInput,
  output: DgstOutput,
  context: World,
  warn: (line: string) => void,
  finish: (message: Message) => Promise<boolean>,
): Promise<number> {
  if (files.length === 0) return (await finish(standardInput(input))) ? DONE : FAILED;
  let code = DONE;
  for (const file of files) {
    try {
      if (!(await finish(openFile(file, context)))) code = FAILED;
    } catch (error) {
      if (!(error instanceof DgstError) || output.failed) throw error;
      warn(error.message);
      code = FAILED;
    }
  }
  return code;
}

async function writeDigest(
  message: Message,
  digest: Digest,
  { xofLength, form, layout }: DgstRequest,
  output: DgstOutput,
): Promise<boolean> {
  const outputLength = xofLength === 0 ? digest.defaultLength : xofLength;
  const hash = createHash(
    digest.algorithm ?? '',
    outputLength === undefined ? {} : { outputLength },
  );
  await message.read((piece) => hash.update(piece));
  const bytes = hash.digest();
  output.write(form === 'binary' ? bytes : formatLine(bytes, layout, digest.label, message.name));
  return true;
}

async function writeMac(
  message: Message,
  { start, fileLabel, digestLabel }: MacWork,
  { form, layout }: DgstRequest,
  output: DgstOutput,
): Promise<boolean> {
  const mac = start();
  await message.read(mac.update);
  const code = mac.finish();
  const label = message.isStandardInput ? digestLabel : fileLabel;
  output.write(form === 'binary' ? code : formatLine(code, layout, label, message.name));
  return true;
}

async function writeKeyResult(
  message: Message,
  work: KeyWork,
  { form, layout }: DgstRequest,
  output: DgstOutput,
): Promise<boolean> {
  await message.read(work.update);
  const result = await work.finish();
  if (result.kind === 'verdict') {
    output.write(result.verified ? 'Verified OK\n' : 'Verification failure\n');
    return result.verified;
  }
  const label = message.isStandardInput ? work.digestLabel : work.signatureLabel;
  output.write(
    form === 'hex' ? formatLine(result.signature, layout, label, message.name) : result.signature,
  );
  return true;
}
