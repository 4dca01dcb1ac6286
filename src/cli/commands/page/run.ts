import type { ArgumentsOf } from '../../command.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { readInput } from '../../input/read-file.ts';
import { planOutputs } from '../../output/plan-outputs.ts';
import { writeResult } from '../../output/write-file.ts';
import type { page } from './definition.ts';
import { findPage } from './find-page.ts';

export async function run({ out, force, quiet }: ArgumentsOf<typeof page>, context: Context) {
  const file = findPage();
  const used = [{ what: "mofn's own page", path: file }];
  const outputs = planOutputs([{ what: 'page', path: out }], { force, used }, context);
  outputs.refuseExisting();
  const bytes = await readInput(file, 'page', context);
  const place = outputs.placeOf(out);
  await writeResult(out, bytes, 'page', context, { force, place, durable: false });
  if (!quiet && out !== '-') {
    context.stderr.printLine('open it in a browser: it needs no network, and no private key');
  }
  return EXIT_CODES.done.code;
}
