/** Files of the newer command line that are no quorum tokens: registrations and log-ins. */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { Sdk5Document } from '../../../../token/sdk5/document.ts';
import { listToSign, type ToSign } from '../../../../token/sdk5/to-sign.ts';
import { SDK5_KINDS } from '../../../../words/sdk5-kinds.ts';
import { describeData, MAY_APPROVE } from '../../../../words/to-sign.ts';
import { nameInput } from '../../../../words/token.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import type { OtherKindAnswer } from './answer.ts';
import { listFileCautions } from './file-cautions.ts';

/** A file of another kind, read. */
export interface OtherKind {
  readonly bytes: Uint8Array;
  readonly document: Exclude<Sdk5Document, { readonly kind: 'quorum' }>;
}

/** For people. */
export function formatOtherKind(path: string, file: OtherKind): readonly string[] {
  const { document } = file;
  const toSign = listToSign(document);
  return [
    `${nameInput(path)}: ${SDK5_KINDS[document.kind]}`,
    `  format:     JSON of the ${document.kind === 'authdata' ? 'older console' : 'newer command line'}`,
    ...foldLines(toSign, describeEntry),
    ...foldLines(listCautions(file), (caution) => [`  careful:    ${caution}`]),
  ];
}

function describeEntry({ path, digest, data, isSigned }: ToSign): readonly string[] {
  const signed = isSigned ? 'signed (not checked)' : 'not signed yet';
  return [
    `  ${path}: ${signed}`,
    `    SHA-256:  ${uint8ArrayToHex(digest)}`,
    ...(data === undefined ? [] : [`    data:     ${describeData(data)}`]),
  ];
}

/** For programs. */
export function encodeOtherKind(path: string, file: OtherKind): OtherKindAnswer {
  return {
    schemaVersion: 1,
    file: path,
    format: 'sdk5',
    kind: file.document.kind,
    entries: listToSign(file.document).map(({ path: member, digest, data, isSigned }) => ({
      path: member,
      sha256: uint8ArrayToHex(digest),
      data: data === undefined ? null : uint8ArrayToHex(data),
      signed: isSigned,
    })),
    warnings: listCautions(file),
  };
}

/** What whoever signs the file should know. */
function listCautions({ bytes, document }: OtherKind): readonly string[] {
  const toSign = listToSign(document);
  return [
    ...(toSign.some(({ data }) => data === undefined) ? [MAY_APPROVE] : []),
    ...listFileCautions(bytes),
  ];
}
