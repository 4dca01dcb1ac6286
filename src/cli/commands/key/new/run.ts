import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { removeOwnFile } from '../../../../files/remove-own.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult, writeWhole } from '../../../output/write-file.ts';
import type { KeyNewAnswer } from '../answer.ts';
import { encodePrivateKey, encodePublicKey } from '../encode-key.ts';
import { collectKeyFacts, describeKeyFacts } from '../key-facts.ts';
import { readNewPassphrase } from '../new-passphrase.ts';
import type { keyNew } from './definition.ts';

export { keyNew as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyNew>;

/** What OpenSSL makes without a word, and what takes no more than a minute. */
const LIMITS = { smallest: 2048, largest: 8192 };

export async function run(args: Arguments, context: Context) {
  const { out, public: publicFile, bits, force, json } = args;
  checkBits(bits);
  const outputs = planOutputs(
    [
      { what: 'key', path: out },
      { what: 'public key', path: publicFile },
    ],
    { force, used: await listKeyFiles(args) },
    context,
  );
  outputs.refuseExisting();
  const passphrase = await readNewPassphrase(out ?? 'the new key', args, context);
  const privateKey = await makeKey(bits);
  const publicKey = createPublicKey(privateKey);
  const pem = encodePrivateKey(privateKey, passphrase);
  const facts = collectKeyFacts(publicKey);
  const options = { force, secret: true, place: outputs.placeOf(out) };
  if (!json) await writeResult(out, pem, 'key', context, options);
  else if (out !== undefined) await writeWhole(out, pem, 'key', context, options);
  if (publicFile !== undefined) {
    const place = outputs.placeOf(publicFile);
    try {
      await writeWhole(publicFile, encodePublicKey(publicKey), 'public key', context, {
        force,
        place,
      });
    } catch (error) {
      // A key whose other half is nowhere would only be in the way when this is done again.
      if (out !== undefined && outputs.placeOf(out)?.holds === 'nothing') {
        const bytes = Buffer.from(pem);
        removeOwnFile(resolve(context.cwd, out), bytes.length, (found) => bytes.equals(found));
      }
      throw error;
    }
  }
  if (!args.quiet && !json) context.stderr.printLines(describeKeyFacts(facts));
  if (json) {
    const files = { key: out ?? '', public: publicFile ?? null };
    const answer: KeyNewAnswer = { schemaVersion: 1, ...files, ...facts };
    context.stdout.printJson(answer);
  }
  return EXIT_CODES.done.code;
}

function checkBits(bits: number): void {
  if (bits < LIMITS.smallest || bits > LIMITS.largest || !Number.isInteger(bits)) {
    throw new CommandFailure(
      'usage',
      `--bits takes ${LIMITS.smallest} to ${LIMITS.largest}, found ${bits}`,
      'HSMs take 2048 only',
    );
  }
}

async function makeKey(bits: number): Promise<KeyObject> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  return pair.privateKey;
}
