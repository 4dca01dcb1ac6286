import { fingerprintOfficerKey, type OfficerKey } from '../../../../ceremony/officer-key.ts';
import { type BundleJudgement, judgeBundle } from '../../../../evidence/bundle/judge-bundle.ts';
import { writeBundle } from '../../../../evidence/bundle/make-bundle.ts';
import type { OpenBundle } from '../../../../evidence/bundle/open-bundle.ts';
import { encodeVouched, type Voucher } from '../../../../evidence/bundle/vouch.ts';
import { hashHex } from '../../../../evidence/judge/trust.ts';
import type { Piece } from '../../../../evidence/piece.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { numbersOf } from '../../../../signer/rsa-key-object.ts';
import { signMessage } from '../../../../signer/sign-message.ts';
import { describeBundleProblem, summariseFindings } from '../../../../words/bundle.ts';
import { describeContradiction, describeDeviation } from '../../../../words/evidence.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { openSigner } from '../../../keys/open-signer.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { writeResult } from '../../../output/write-file.ts';
import { BUNDLE_WORLD } from '../bundle-world.ts';
import { readBundleInput } from '../read-bundle.ts';
import type { evidenceSign } from './definition.ts';

export { evidenceSign as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof evidenceSign>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const { bundle: path, out, force, quiet } = args;
  const used = [{ what: 'bundle', path }, ...(await listKeyFiles(args))];
  const outputs = planOutputs([{ what: 'signed bundle', path: out }], { force, used }, context);
  outputs.refuseExisting();
  const bundle = await readBundleInput(path, context);
  const judgement = judgeBundle(bundle, BUNDLE_WORLD);
  refuseBroken(path, judgement, bundle);
  if (!quiet) showWhatIsVouchedFor(bundle, judgement, context);
  const signer = await openSigner({ ...args, stdinTaken: path === '-' }, context);
  const key: OfficerKey = {
    numbers: numbersOf(signer.publicKey),
    bits: signer.publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
  };
  try {
    checkName(args.as, key, judgement, context, quiet === true);
    const signature = await signMessage(encodeVouched(bundle.manifestBytes), signer);
    const result = addVoucher(bundle, judgement, { key, signature });
    const place = outputs.placeOf(out);
    await writeResult(out, result, 'signed bundle', context, { force, place, binary: true });
  } finally {
    await signer.close();
  }
  return EXIT_CODES.done.code;
}

/** Nobody vouches for what is not what its pieces make; nor can it be made anew where another version made it. */
function refuseBroken(
  path: string,
  { problems, unchecked }: BundleJudgement,
  { manifest: { madeBy } }: OpenBundle,
): void {
  const name = path === '-' ? 'standard input' : quoted(path);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new CommandFailure(
      'file',
      `${name} is not whole, and is not signed: ${describeBundleProblem(problem)}`,
      path === '-'
        ? undefined
        : `"mofn evidence verify ${quotePath(path)}" says all that is wrong with it`,
    );
  }
  if (unchecked.some(({ code }) => code === 'report-of-other-version')) {
    const { name: program, version } = madeBy;
    throw new CommandFailure(
      'file',
      `${name} was made by ${escapeUnsafe(program)} ${escapeUnsafe(version)}, whose report this version cannot make, and is not signed`,
      'sign it with the version that made it, or make it anew of the same files with mofn evidence make',
    );
  }
}

function showWhatIsVouchedFor(
  { manifestBytes }: OpenBundle,
  { findings }: BundleJudgement,
  context: Context,
): void {
  context.stderr.printLines([
    `the manifest has the SHA-256 ${hashHex(manifestBytes, BUNDLE_WORLD.crypto)}; you vouch for what it says:`,
    ...summariseFindings(findings).map((line) => `  ${line}`),
  ]);
  for (const one of findings.contradictions) showWarning(describeContradiction(one), context);
  const people = findings.ceremony?.participants;
  for (const one of findings.deviations) {
    const reason = one.reason === null ? '' : `: ${escapeUnsafe(one.reason)}`;
    showWarning(`${describeDeviation(one, people)}${reason}`, context);
  }
}

/** Says whose the key is in the bundle, which `--as` must be. */
function checkName(
  as: string | undefined,
  key: OfficerKey,
  { findings }: BundleJudgement,
  context: Context,
  quiet: boolean,
): void {
  const fingerprint = fingerprintOfficerKey(key, BUNDLE_WORLD.crypto);
  const ofKeys = findings.keys.filter((one) => one.fingerprint === fingerprint);
  const people = findings.policies
    .flatMap((policy) => policy.people)
    .filter(({ fingerprints }) => fingerprints.includes(fingerprint))
    .flatMap(({ id, name, accounts }) => [id, name, ...accounts]);
  const names = [...new Set([...ofKeys.map(({ name }) => name), ...people])];
  if (as !== undefined && !names.includes(as)) {
    const found =
      names.length === 0 ? 'no key in the bundle' : `that of ${names.map(escapeUnsafe).join(', ')}`;
    throw new CommandFailure(
      'key',
      `the key is ${found}, expected that of ${escapeUnsafe(as)}`,
      `its fingerprint is ${fingerprint}`,
    );
  }
  if (names.length === 0 && !quiet) {
    showWarning(
      'the key is of nobody in the bundle: whoever verifies it has to know the key by other means',
      context,
    );
  }
}

function addVoucher(
  { files, manifest }: OpenBundle,
  { findings, vouchers }: BundleJudgement,
  voucher: Voucher,
): Uint8Array {
  const { crypto } = BUNDLE_WORLD;
  const id = fingerprintOfficerKey(voucher.key, crypto);
  const others = vouchers.filter(({ fingerprint }) => fingerprint !== id);
  const pieces = manifest.pieces.map(({ path, kind }): Piece => {
    return { path, kind, bytes: files.get(path) ?? new Uint8Array() };
  });
  const world = { ...BUNDLE_WORLD, madeBy: manifest.madeBy };
  return writeBundle(pieces, findings, world, [...others, voucher]);
}
