import { encodeOtherKind } from '../../answers/token/encode-other-kind.ts';
import { encodeToken } from '../../answers/token/encode-token.ts';
import { listFileCautions } from '../../answers/token/file-cautions.ts';
import { keyWithoutCluster } from '../../answers/token/key-without-cluster.ts';
import { readAnyKind } from '../../answers/token/read-any-kind.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { TokenRecord } from '../../token/record.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import type { TokenFile } from '../../token/token-file.ts';
import { formatIsoTime } from '../../words/iso-time.ts';
import { SDK5_KINDS } from '../../words/sdk5-kinds.ts';
import { namesNoOperation } from '../../words/services.ts';
import { describeToken, nameUsers } from '../../words/token.ts';
import { describeTokenKey } from '../../words/token-key.ts';
import type { DroppedFile, Row, TokenView } from './page-model.ts';

/**
 * What a token says.
 *
 * @param now milliseconds since 1970
 * @throws Failure as `readTokenFile`
 */
export function viewToken(
  { path, bytes }: DroppedFile,
  crypto: CryptoProvider,
  now: number,
): TokenView {
  const file = readAnyKind(bytes, crypto);
  if ('document' in file) {
    const shown = encodeOtherKind(path, file, crypto);
    const rows = [{ label: 'kind', text: SDK5_KINDS[file.document.kind] }];
    return { path, shown, rows, cautions: shown.warnings.map(escapeUnsafe) };
  }
  const seconds = Math.floor(now / 1000);
  const cautions = file.format === 'sdk5' ? listFileCautions(bytes, crypto) : [];
  const key = keyWithoutCluster(file.records);
  const shown = encodeToken(path, file, { now: seconds, cautions, key });
  const words = key && describeTokenKey(key);
  return {
    path,
    shown,
    rows: [...listRows(path, file, seconds), ...(words?.key ?? []).map(rowOfKey)],
    cautions: [...shown.warnings, ...(words?.cautions ?? [])].map(escapeUnsafe),
  };
}

function listRows(path: string, { records, format, digest }: TokenFile, now: number): Row[] {
  const all = records as readonly [TokenRecord, ...TokenRecord[]];
  const words = describeToken(path, all, now, format);
  const [first] = all;
  return [
    { label: 'requester', text: nameUsers(records) },
    { label: 'service', text: words.service },
    { label: 'operation', text: namesNoOperation(first.service) },
    {
      label: 'made',
      text: `${formatIsoTime(first.created) ?? `${first.created} s after 1970`}, ${words.made}`,
    },
    ...records
      .slice(0, MOST_RECORDS)
      .map((record) => ({ label: 'node', text: describeRecord(record) })),
    { label: 'SHA-256', text: digest },
  ];
}

/** More HSMs than a cluster has. */
const MOST_RECORDS = 100;

function describeRecord({ node, id, keyHandle }: TokenRecord): string {
  const key = keyHandle === 0 ? '' : `, key ${formatKeyHandle(keyHandle)}`;
  return `${node}: id ${id}${key}`;
}

function rowOfKey(text: string, at: number): Row {
  return { label: at === 0 ? 'key' : '', text };
}
