import { writeBundle } from '../../../../evidence/bundle/make-bundle.ts';
import { type Gathered, gatherPieces } from '../../../../evidence/gather/gather-pieces.ts';
import { compareFiles, type LeftOut } from '../../../../evidence/gather/given-file.ts';
import { Failure } from '../../../../failure.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { describeContradiction, describeUncheckedClaim } from '../../../../words/evidence.ts';
import { LEFT_OUT_WORDS } from '../../../../words/evidence-left-out.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { BUNDLE_WORLD } from '../bundle-world.ts';
import type { EvidenceMakeAnswer } from './answer.ts';
import type { evidenceMake } from './definition.ts';
import { readGiven } from './read-given.ts';

export { evidenceMake as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof evidenceMake>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const { out, force, quiet, json, folder } = args;
  if (out === '-' && json) {
    throw new CommandFailure(
      'usage',
      '--json and --out - both write to standard output',
      'name a file with --out',
    );
  }
  const used = [...args.before, ...args.after, ...args.spent].map((path) => ({
    what: 'file of the ceremony',
    path,
  }));
  const outputs = planOutputs([{ what: 'bundle', path: out }], { force, used }, context);
  outputs.refuseExisting();
  const given = await readGiven(args, context);
  // The ceremony's own files are nothing to write over.
  outputs.refuseUsed(given.used);
  const hasRoster = args.roster !== undefined;
  const gathered = gatherPieces(given.files, { saidSpent: given.saidSpent, hasRoster }, nodeCrypto);
  if (gathered.pieces.length === 0) throw new Failure('evidence-nothing', { path: folder });
  const bundle = writeBundle(gathered.pieces, gathered.findings, BUNDLE_WORLD);
  const place = outputs.placeOf(out);
  await writeResult(out, bundle, 'bundle', context, { force, place, binary: true });
  const leftOut = [...given.leftOut, ...gathered.leftOut].sort(compareFiles);
  if (json) context.stdout.printJson(encode(gathered, leftOut));
  if (!quiet) tell(gathered, leftOut, context);
  return EXIT_CODES.done.code;
}

function tell(
  { pieces, findings: { contradictions, unchecked } }: Gathered,
  leftOut: readonly LeftOut[],
  { stderr }: Context,
): void {
  stderr.printLine(`${countNoun(pieces.length, 'file')} went into the bundle`);
  for (const { path, why } of leftOut) {
    stderr.printLine(`left out ${escapeUnsafe(path)}: ${LEFT_OUT_WORDS[why]}`);
  }
  for (const one of contradictions) {
    stderr.printLine(`contradiction: ${describeContradiction(one)}`);
  }
  for (const claim of unchecked) {
    stderr.printLine(`not to be checked: ${describeUncheckedClaim(claim)}`);
  }
}

function encode(
  { pieces, findings: { contradictions, unchecked } }: Gathered,
  leftOut: readonly LeftOut[],
): EvidenceMakeAnswer {
  return {
    schemaVersion: 1,
    pieces: pieces.map(({ path, kind }) => ({ path, kind })),
    leftOut: leftOut.map(({ path, why }) => ({ path, code: why, message: LEFT_OUT_WORDS[why] })),
    contradictions: contradictions.map((one) => ({
      code: one.code,
      message: describeContradiction(one),
    })),
    unchecked: unchecked.map((one) => ({
      code: one.code,
      message: describeUncheckedClaim(one),
    })),
  };
}
