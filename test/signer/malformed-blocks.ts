/**
 * Blocks that a sloppy verifier may take for RSASSA-PKCS1-v1_5 with SHA-256: what Bleichenbacher's
 * forgeries and their descendants consist of.
 */
import { createHash } from 'node:crypto';

export interface Malformed {
  readonly name: string;
  readonly block: Buffer;
}

const PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** RFC 8017, 9.2. */
export function rightBlock(digest: Buffer, length: number): Buffer {
  return pad(Buffer.concat([PREFIX, digest]), length);
}

export function* malformedBlocks(message: Buffer, length: number): Generator<Malformed> {
  const digest = createHash('sha256').update(message).digest();
  const right = rightBlock(digest, length);
  yield* flippedBytes(right);
  yield* shortPaddings(digest, length);
  yield* otherInfos(message, digest, length);
  yield* truncatedDigests(digest, length);
}

/** Every byte of the block, changed in several ways. */
function* flippedBytes(right: Buffer): Generator<Malformed> {
  for (let at = 0; at < right.length; at++) {
    for (const [how, change] of CHANGES) {
      const block = Buffer.from(right);
      block[at] = change(right[at] ?? 0) & 0xff;
      // The first byte stays below the modulus.
      if (at === 0 && (block[0] ?? 0) > 1) continue;
      yield { name: `byte ${at} ${how}`, block };
    }
  }
}

const CHANGES: readonly (readonly [string, (byte: number) => number])[] = [
  ['xor 1', (byte) => byte ^ 1],
  ['xor 80', (byte) => byte ^ 0x80],
  ['zeroed', () => 0],
  ['set to 30', () => 0x30],
  ['plus 1', (byte) => byte + 1],
];

/** Padding of every length, with garbage behind the digest: verifiers that do not look there. */
function* shortPaddings(digest: Buffer, length: number): Generator<Malformed> {
  const info = Buffer.concat([PREFIX, digest]);
  for (let padding = 0; padding <= length - 3 - info.length; padding++) {
    for (const filler of [0x00, 0xff]) {
      const head = Buffer.concat([
        Buffer.from([0, 1]),
        Buffer.alloc(padding, 0xff),
        Buffer.from([0]),
        info,
      ]);
      const block = Buffer.alloc(length, filler);
      head.copy(block);
      yield { name: `padding of ${padding}, then ${filler.toString(16)}`, block };
    }
  }
}

/** DigestInfos of other hashes, other parameters, other lengths. */
function* otherInfos(message: Buffer, digest: Buffer, length: number): Generator<Malformed> {
  const infos: [string, string][] = [
    ['no NULL', '302f300b0609608648016503040201'],
    ['long sequence length', '308131300d060960864801650304020105000420'],
    ['long algorithm length', '303230810d060960864801650304020105000420'],
    ['long digest length', '3032300d06096086480165030402010500048120'],
    ['NULL of one byte', '3032300e06096086480165030402010501000420'],
    ['empty parameters', '3031300d060960864801650304020130000420'],
    ['indefinite', '3080300d060960864801650304020105000420'],
    ['octet string constructed', '3031300d060960864801650304020105002420'],
    ['SHA-224 name', '3031300d060960864801650304020405000420'],
    ['SHA-384 name', '3031300d060960864801650304020205000420'],
    ['SHA-512 name', '3031300d060960864801650304020305000420'],
    ['SHA-512/256 name', '3031300d060960864801650304020605000420'],
    ['SHA3-256 name', '3031300d060960864801650304020805000420'],
    ['MD5 name', '302c300c06082a864886f70d020505000420'],
    ['sequence one longer', '3032300d060960864801650304020105000420'],
    ['sequence one shorter', '3030300d060960864801650304020105000420'],
    ['digest one longer', '3031300d060960864801650304020105000421'],
    ['digest one shorter', '3031300d06096086480165030402010500041f'],
    ['set', '3131300d060960864801650304020105000420'],
    ['bare digest', ''],
  ];
  for (const [name, prefix] of infos) {
    const info = Buffer.concat([Buffer.from(prefix, 'hex'), digest]);
    yield { name, block: pad(info, length) };
    for (const [blockName, type] of [
      ['type 0', 0],
      ['type 2', 2],
    ] as const) {
      const block = pad(info, length);
      block[1] = type;
      yield { name: `${name}, ${blockName}`, block };
    }
    yield {
      name: `${name}, data behind`,
      block: pad(Buffer.concat([info, Buffer.alloc(2)]), length),
    };
  }
  for (const hash of ['md5', 'sha1', 'sha224', 'sha384', 'sha512', 'sha3-256', 'ripemd160']) {
    const other = createHash(hash).update(message).digest();
    yield {
      name: `${hash} under SHA-256's name`,
      block: pad(Buffer.concat([PREFIX, other]), length),
    };
  }
}

function* truncatedDigests(digest: Buffer, length: number): Generator<Malformed> {
  for (let kept = 0; kept < digest.length; kept++) {
    const info = Buffer.concat([PREFIX, digest.subarray(0, kept)]);
    yield { name: `digest cut to ${kept}`, block: pad(info, length) };
    info[info.length - kept - 1] = kept;
    yield { name: `digest cut to ${kept}, and said so`, block: pad(info, length) };
  }
}

function pad(info: Buffer, length: number): Buffer {
  const filler = Buffer.alloc(length - info.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), filler, Buffer.from([0]), info]);
}
