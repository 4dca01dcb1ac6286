import { renderScript } from '../../../../report/render-script.tsx';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { writeResult } from '../../../output/write-file.ts';
import { readSoundScript } from '../script-input.ts';
import type { ceremonyPrint } from './definition.ts';

export { ceremonyPrint as definition } from './definition.ts';

export async function run(
  { script: path, out, force }: ArgumentsOf<typeof ceremonyPrint>,
  context: Context,
): Promise<number> {
  const { script } = await readSoundScript(path, context);
  await writeResult(out, renderScript(script), 'script', context, { force, durable: false });
  return EXIT_CODES.done.code;
}
