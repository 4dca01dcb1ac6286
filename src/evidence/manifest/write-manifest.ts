import * as v from 'valibot';
import { encodeJson } from '../../printable.ts';
import { EVIDENCE_PREDICATE_TYPE, type Manifest } from '../manifest.ts';
import { FINDINGS, software } from './findings-schema.ts';

/** What says that a JSON object is a Statement (in-toto/attestation, spec/v1/statement.md). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/**
 * Writes a manifest in the one way in which ours are written: laid out by two blanks, members in their order,
 * characters that are not shown escaped.
 *
 * @param manifest its pieces in the order of their paths
 * @throws ValiError where findings are not as the schema has them, which is a bug
 * @returns UTF-8, with a line end at the end
 * @example
 * readManifest(writeManifest(manifest)); // the same again
 */
export function writeManifest({ pieces, madeBy, findings }: Manifest): Uint8Array {
  const statement = {
    _type: STATEMENT_TYPE,
    subject: pieces.map(({ path, kind, sha256, bytes }) => ({
      name: path,
      digest: { sha256 },
      annotations: { kind, bytes },
    })),
    predicateType: EVIDENCE_PREDICATE_TYPE,
    // A schema answers members in its own order, whatever order they were made in.
    predicate: { madeBy: v.parse(software, madeBy), findings: v.parse(FINDINGS, findings) },
  };
  return new TextEncoder().encode(`${encodeJson(statement, 2)}\n`);
}
