import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { listVersions } from '../../../src/token/sdk5/earlier-versions.ts';
import { addSignature } from '../../../src/token/sdk5/edit-document.ts';
import { parseSdk5Token } from '../../../src/token/sdk5-token.ts';
import { PUBLIC_USER_TOKEN } from '../../support/sdk5-files.ts';

/** The file as it becomes with each approval, the first without any. */
function grow(file: string, count: number): readonly string[] {
  const versions = [file];
  for (let at = 1; at <= count; at++) {
    const { document } = parseSdk5Token(Buffer.from(versions.at(-1) ?? ''), nodeCrypto);
    const signature = new Uint8Array(256).fill(at);
    const added = addSignature(document, { username: `admin${at}`, role: 'admin', signature });
    versions.push(Buffer.from(added).toString());
  }
  return versions;
}

function list(file: string): readonly string[] {
  const { document } = parseSdk5Token(Buffer.from(file), nodeCrypto);
  return listVersions(document).map((bytes) => Buffer.from(bytes).toString());
}

/** As it is, without a line end, and with one. */
const withEnds = (versions: readonly string[]): readonly string[] =>
  versions.flatMap((version) => [version, version.trimEnd(), `${version.trimEnd()}\n`]);

describe('listVersions', () => {
  it.each([0, 1, 2, 3])(
    'has the file of %d approvals as it was before each, the last first',
    (count) => {
      const versions = grow(PUBLIC_USER_TOKEN, count);
      expect(list(versions.at(-1) ?? '')).toEqual(withEnds(versions.toReversed()));
    },
  );

  it('has each with the blanks that it had', () => {
    const versions = grow(` ${PUBLIC_USER_TOKEN.replaceAll('\n', '\r\n')}\r\n`, 1);
    expect(list(versions.at(-1) ?? '')).toEqual(withEnds(versions.toReversed()));
  });

  it('has one of a file without a list of approvals', () => {
    const without = PUBLIC_USER_TOKEN.replace(/,\s*"signatures": \[\]/, '');
    expect(list(without)).toEqual(withEnds([without]));
  });

  it('has of many the last 40 and the first', () => {
    const versions = grow(PUBLIC_USER_TOKEN, 45);
    const [first = '', ...others] = versions;
    const [file = '', ...earlier] = others.toReversed();
    expect(list(file)).toEqual(withEnds([file, ...earlier.slice(0, 40), first]));
  });
});
