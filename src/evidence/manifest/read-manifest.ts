import { areUint8ArraysEqual } from 'uint8array-extras';
import * as v from 'valibot';
import { Failure } from '../../failure.ts';
import type { ManifestProblem } from '../../failure-codes/bundle.ts';
import { parseStrictJson } from '../../strict-json.ts';
import { EVIDENCE_PREDICATE_TYPE, type Manifest } from '../manifest.ts';
import { PIECE_FOLDERS, type PieceKind } from '../piece.ts';
import { FINDINGS, sha256, software } from './findings-schema.ts';
import { STATEMENT_TYPE, writeManifest } from './write-manifest.ts';

/** Most bytes of a manifest: 10,000 pieces, and as many operations, have less. */
const LARGEST_MANIFEST = 1 << 24;

const KINDS = Object.keys(PIECE_FOLDERS) as readonly PieceKind[];

const STATEMENT = v.strictObject({
  _type: v.literal(STATEMENT_TYPE),
  subject: v.array(
    v.strictObject({
      name: v.string(),
      digest: v.strictObject({ sha256 }),
      annotations: v.strictObject({
        kind: v.picklist(KINDS),
        bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      }),
    }),
  ),
  predicateType: v.literal(EVIDENCE_PREDICATE_TYPE),
  predicate: v.strictObject({ madeBy: software, findings: FINDINGS }),
});

/**
 * Reads a manifest strictly: no member but those of the schema, each once, and in the very bytes in which
 * `writeManifest` writes it. Whether anything of it is true is not looked at.
 *
 * @param bytes the whole file
 * @throws Failure `manifest-malformed`
 * @example
 * readManifest(readArchive(bundle).get('manifest.json') ?? new Uint8Array()).madeBy.name; // 'mofn'
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const { output, issues, success } = v.safeParse(STATEMENT, parse(bytes), { abortEarly: true });
  if (!success) throw wrong('member', v.getDotPath(issues[0]) ?? '');
  const { subject, predicate } = output;
  const manifest: Manifest = {
    pieces: subject.map(({ name, digest, annotations }) => ({
      path: name,
      kind: annotations.kind,
      sha256: digest.sha256,
      bytes: annotations.bytes,
    })),
    madeBy: predicate.madeBy,
    findings: predicate.findings,
  };
  if (!areUint8ArraysEqual(writeManifest(manifest), bytes)) throw wrong('layout', null);
  return manifest;
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.length > LARGEST_MANIFEST) throw wrong('json', null);
  try {
    return parseStrictJson(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
  } catch (error) {
    throw new Failure('manifest-malformed', { member: null, problem: 'json' }, { cause: error });
  }
}

function wrong(problem: ManifestProblem, member: string | null): Failure<'manifest-malformed'> {
  return new Failure('manifest-malformed', { member, problem });
}
