import { brotliDecompressSync } from 'node:zlib';
import type { ArgumentsOf } from '../../command.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { planOutputs } from '../../output/plan-outputs.ts';
import { writeResult } from '../../output/write-file.ts';
import { readOwnFile } from '../../own-files.ts';
import type { page } from './definition.ts';
import { type PageParts, packPage } from './pack-page.ts';

export { page as definition } from './definition.ts';

export async function run({ out, force, quiet }: ArgumentsOf<typeof page>, context: Context) {
  const outputs = planOutputs([{ what: 'page', path: out }], { force, used: [] }, context);
  outputs.refuseExisting();
  const parts = brotliDecompressSync(readOwnFile('dist/cli/page.json.br')).toString();
  const bytes = Buffer.from(packPage(JSON.parse(parts) as PageParts));
  const place = outputs.placeOf(out);
  await writeResult(out, bytes, 'page', context, { force, place, durable: false });
  if (!quiet && out !== '-') {
    context.stderr.printLine('open it in a browser: it needs no network, and no private key');
  }
  return EXIT_CODES.done.code;
}
