/** Files of the newer command line that are no quorum tokens: registrations and log-ins. */
import { uint8ArrayToHex } from 'uint8array-extras';
import { listOtherCautions, type OtherKind } from '../../../../answers/token/encode-other-kind.ts';
import { wordsOfDigest } from '../../../../digest-words/words-of-digest.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { listToSign, type ToSign } from '../../../../token/sdk5/to-sign.ts';
import { describeWords } from '../../../../words/digest-words.ts';
import { SDK5_KINDS } from '../../../../words/sdk5-kinds.ts';
import { describeData } from '../../../../words/to-sign.ts';
import { nameInput } from '../../../../words/token.ts';
import { foldLines } from '../../../output/fold-lines.ts';

/** For people. */
export function formatOtherKind(
  path: string,
  file: OtherKind,
  withWords: boolean,
): readonly string[] {
  const { document } = file;
  const toSign = listToSign(document);
  return [
    `${nameInput(path)}: ${SDK5_KINDS[document.kind]}`,
    `  format:     JSON of the ${document.kind === 'authdata' ? 'older console' : 'newer command line'}`,
    ...foldLines(toSign, (entry) => describeEntry(entry, withWords)),
    ...foldLines(listOtherCautions(file, nodeCrypto), (caution) => [`  careful:    ${caution}`]),
  ];
}

function describeEntry(
  { path, digest, data, isSigned }: ToSign,
  withWords: boolean,
): readonly string[] {
  const signed = isSigned ? 'signed (not checked)' : 'not signed yet';
  return [
    `  ${path}: ${signed}`,
    `    SHA-256:  ${uint8ArrayToHex(digest)}`,
    ...(withWords ? indentWords(digest) : []),
    ...(data === undefined ? [] : [`    data:     ${describeData(data)}`]),
  ];
}

function indentWords(digest: Uint8Array): readonly string[] {
  const lines = describeWords(wordsOfDigest(uint8ArrayToHex(digest)));
  return lines.map((line, at) => `    ${(at === 0 ? 'in words:' : '').padEnd(10)}${line}`);
}
