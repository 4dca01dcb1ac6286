/** How a person checks signatures of a JSON file without mofn. */
import type { ToSign } from '../../../../token/sdk5/to-sign.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';

/** What is explained. */
export interface ExplainedSignature {
  readonly toSign: ToSign;
  /** Its place in the JSON, as `tokens[0].signed`, or a file of its own. */
  readonly source: { readonly place: string } | { readonly file: string };
  /** The key that it is checked with, where one is known. */
  readonly keyFile: string | undefined;
}

/**
 * The commands for one signature, each with a comment.
 *
 * @param path of the JSON file
 */
export function explainSdk5ByHand(
  { toSign, source, keyFile }: ExplainedSignature,
  path: string,
): readonly string[] {
  const json = quotePath(path);
  const key = quotePath(keyFile ?? 'OFFICER.pub');
  const take = (member: string, file: string): string =>
    `jq -r ${quotePath(`.${member}`)} ${json} | base64 -d > ${file}`;
  const isInside = 'place' in source;
  const name = isInside ? source.place : source.file;
  const signature = isInside ? 'signature.bin' : quotePath(source.file);
  return [
    `# ${name}, with the key of ${key}`,
    ...(isInside ? [take(toMember(source.place), signature)] : []),
    `wc -c < ${signature}   # 256: openssl does not check that`,
    ...(toSign.data === undefined
      ? [
          take(toSign.path, 'digest.bin'),
          `openssl pkeyutl -verify -pubin -inkey ${key} -pkeyopt digest:sha256 -sigfile ${signature} -in digest.bin`,
        ]
      : [
          take(dataMemberOf(toSign.path), 'signed.bin'),
          `openssl dgst -sha256 -verify ${key} -signature ${signature} signed.bin`,
        ]),
  ];
}

/** An approval is an object with the signature in it. */
function toMember(place: string): string {
  return /^signatures\[\d+\]$/.test(place) ? `${place}.signature` : place;
}

/** Beside the digest stands what it is of. */
function dataMemberOf(digestPath: string): string {
  return digestPath.replace(/(token|unsigned)$/, 'approval_data');
}
