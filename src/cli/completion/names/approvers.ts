import { resolve } from 'node:path';
import { readRegularFile } from '../../../files/read.ts';
import { createPieceReader } from '../../../parser/device/reader.ts';
import { showText } from '../../../parser/text.ts';
import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import { expandHome } from '../expand-home.ts';
import type { Surroundings } from '../surroundings.ts';

/** As `--max-size` is without a word. */
const MOST_BYTES = 1 << 20;
/** An HSM has no more users. */
const MOST_APPROVERS = 1024;

/** Names of the approvers in the approval file that the line names, of either kind. */
export async function listApprovers(
  { file }: Readonly<Record<string, unknown>>,
  { cwd, env }: Surroundings,
): Promise<readonly string[]> {
  if (typeof file !== 'string' || file === '-') return [];
  const path = resolve(cwd, expandHome(file, env));
  const bytes = readRegularFile(path, { what: 'approval file', folder: cwd, limit: MOST_BYTES });
  if (looksLikeJson(bytes)) return (await import('./json-approvers.ts')).listJsonApprovers(bytes);
  const reader = createPieceReader(bytes);
  const names: string[] = [];
  for (let field = reader.readField('approver'); field !== undefined; ) {
    if (field.field === 'name') names.push(showText(field.text));
    if (names.length === MOST_APPROVERS) break;
    field = reader.readField('approver');
  }
  return names;
}
