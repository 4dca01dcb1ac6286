import { escapeUnsafe } from '../../../../printable.ts';
import {
  describeBundleProblem,
  NOBODY_OF_ROSTER,
  NOBODY_VOUCHES,
  summariseFindings,
} from '../../../../words/bundle.ts';
import {
  describeContradiction,
  describeDeviation,
  describeUncheckedClaim,
  NO_CONTRADICTION,
} from '../../../../words/evidence.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { type Line, paint } from '../../../printer.ts';
import { type BundleVerdict, describeRosterClaim, isRosterClaim } from './verdict.ts';

/** Says what a bundle is worth: what is wrong with it in front. */
export function printVerdict(verdict: BundleVerdict, { stdout }: Context): void {
  const { file, manifest, digest, findings, problems, unchecked } = verdict;
  const { name, version } = manifest.madeBy;
  const where = file === '-' ? 'standard input' : quoted(file);
  stdout.printLines([
    `${where}: made by ${escapeUnsafe(name)} ${escapeUnsafe(version)}, manifest SHA-256 ${digest}`,
    ...(findings.ceremony?.isRehearsal
      ? [[paint('warning', 'a rehearsal'), ': nobody was there'] as const]
      : []),
    ...problems.map((one): Line => [paint('error', 'wrong'), `: ${describeBundleProblem(one)}`]),
    ...findings.contradictions.map(
      (one): Line => [paint('error', 'contradiction'), `: ${describeContradiction(one)}`],
    ),
    ...findings.deviations.map((one): Line => {
      const { reason } = one;
      const because = reason === null ? '' : `: ${escapeUnsafe(reason)}`;
      return [
        paint('warning', 'deviation'),
        `: ${describeDeviation(one, findings.ceremony?.participants)}${because}`,
      ];
    }),
    // Of pieces that are not as listed, nothing was found anew.
    ...(problems.length === 0 ? summariseFindings(findings) : []),
    ...unchecked.map((one): Line => {
      const words = isRosterClaim(one) ? describeRosterClaim(one) : describeUncheckedClaim(one);
      return [paint('info', 'not checked'), `: ${words}`];
    }),
    ...describeVouchers(verdict),
    ...(verdict.valid ? [[paint('good', 'sound'), `: ${NO_CONTRADICTION}`] as const] : []),
  ]);
}

function describeVouchers({ vouchers, problems }: BundleVerdict): readonly Line[] {
  if (vouchers.length === 0) return problems.length === 0 ? [NOBODY_VOUCHES] : [];
  const isStrange = vouchers.every(({ trusted }) => trusted?.length === 0);
  const lines = vouchers.map(({ fingerprint, names, trusted }): Line => {
    const who =
      names.length === 0 ? 'a key of nobody in the bundle' : names.map(escapeUnsafe).join(', ');
    const known =
      trusted === null
        ? ''
        : trusted.length === 0
          ? ', which the roster does not have'
          : `, by the roster ${trusted.map(escapeUnsafe).join(', ')}`;
    const tone = trusted?.length === 0 ? 'warning' : 'good';
    return [paint(tone, 'vouched for'), ` by ${who} (key ${fingerprint})${known}`];
  });
  return isStrange ? [...lines, NOBODY_OF_ROSTER] : lines;
}
