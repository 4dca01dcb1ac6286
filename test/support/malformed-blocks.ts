/**
 * Blocks that a sloppy verifier may take for RSASSA-PKCS1-v1_5 with SHA-256: what verifiers have been
 * fooled with since Bleichenbacher's forgery of 2006. RFC 8017, 9.2, is what they should have compared
 * with.
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

/** All of them, none twice and none right. */
export function malformedBlocks(message: Buffer, length: number): readonly Malformed[] {
  const digest = createHash('sha256').update(message).digest();
  const right = rightBlock(digest, length);
  const all = [
    ...flippedBytes(right),
    ...flippedSeparators(right),
    ...shortPaddings(digest, length),
    ...earlySeparators(right, digest),
    ...otherInfos(message, digest, length),
    ...otherHashes(message, digest, length),
    ...truncatedDigests(digest, length),
    ...trailingBytes(digest, length),
    { name: 'all zero', block: Buffer.alloc(length) },
    { name: 'all ones', block: Buffer.alloc(length, 0xff).fill(0, 0, 1) },
  ];
  const distinct = new Map(all.map((malformed) => [malformed.block.toString('hex'), malformed]));
  distinct.delete(right.toString('hex'));
  return [...distinct.values()];
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

/** The two bytes on which the rest hangs, in every way: the block's type and the end of the padding. */
function* flippedSeparators(right: Buffer): Generator<Malformed> {
  for (const at of [1, right.length - 52]) {
    for (let flip = 1; flip < 256; flip++) {
      const block = Buffer.from(right);
      block[at] = (right[at] ?? 0) ^ flip;
      yield { name: `byte ${at} xor ${flip.toString(16)}`, block };
    }
  }
}

const CHANGES: readonly (readonly [string, (byte: number) => number])[] = [
  ['xor 1', (byte) => byte ^ 1],
  ['xor 2', (byte) => byte ^ 2],
  ['xor 10', (byte) => byte ^ 0x10],
  ['xor 40', (byte) => byte ^ 0x40],
  ['xor 80', (byte) => byte ^ 0x80],
  ['xor ff', (byte) => byte ^ 0xff],
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

/** The digest at its place, and padding that ends before it. */
function* earlySeparators(right: Buffer, digest: Buffer): Generator<Malformed> {
  for (let at = 2; at < right.length - digest.length - PREFIX.length - 1; at++) {
    const block = Buffer.from(right);
    block[at] = 0;
    yield { name: `padding ended at ${at}`, block };
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
    ['no parameters', '302f300b06096086480165030402010420'],
    ['NULL without a length', '3030300c0609608648016503040201050420'],
    ['longer sequence length', '30820031300d060960864801650304020105000420'],
    ['long name length', '3032300e06810960864801650304020105000420'],
    ['long NULL length', '3032300e06096086480165030402010581000420'],
    ['empty octet string for NULL', '3031300d060960864801650304020104000420'],
    ['set within', '3031310d060960864801650304020105000420'],
    ['bit string', '3031300d060960864801650304020105000320'],
    ['algorithm one shorter', '3031300c060960864801650304020105000420'],
    ['algorithm one longer', '3031300e060960864801650304020105000420'],
    ['octet string alone', '0420'],
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

/** DigestInfo of other hashes up to the digest, and the digest's length (RFC 8017, 9.2, note 1). */
const OTHER_HASHES: readonly (readonly [string, string, number])[] = [
  ['MD2', '3020300c06082a864886f70d020205000410', 16],
  ['MD5', '3020300c06082a864886f70d020505000410', 16],
  ['SHA-1', '3021300906052b0e03021a05000414', 20],
  ['SHA-224', '302d300d06096086480165030402040500041c', 28],
  ['SHA-384', '3041300d060960864801650304020205000430', 48],
  ['SHA-512', '3051300d060960864801650304020305000440', 64],
  ['SHA-512/224', '302d300d06096086480165030402050500041c', 28],
  ['SHA-512/256', '3031300d060960864801650304020605000420', 32],
];

/** Another hash's name with its right length, over what is not its digest. */
function* otherHashes(message: Buffer, digest: Buffer, length: number): Generator<Malformed> {
  for (const [hash, prefix, bytes] of OTHER_HASHES) {
    const values: readonly (readonly [string, Buffer])[] = [
      ["SHA-256's digest, cut or repeated", Buffer.concat([digest, digest]).subarray(0, bytes)],
      ["SHA-512's digest, cut", createHash('sha512').update(message).digest().subarray(0, bytes)],
      ["SHA-256's digest as it is", digest],
    ];
    for (const [what, value] of values) {
      const info = Buffer.concat([Buffer.from(prefix, 'hex'), value]);
      yield { name: `${hash} name over ${what}`, block: pad(info, length) };
    }
  }
}

/** Bytes behind the digest: outside the DigestInfo, and counted in by its lengths. */
function* trailingBytes(digest: Buffer, length: number): Generator<Malformed> {
  for (let more = 1; more <= 64; more++) {
    const extra = Buffer.alloc(more, 0x41);
    const inSequence = Buffer.from(PREFIX);
    inSequence[1] = 0x31 + more;
    const inDigest = Buffer.from(inSequence);
    inDigest[18] = 0x20 + more;
    for (const [where, prefix] of [
      ['behind', PREFIX],
      ['in the sequence', inSequence],
      ['in the digest', inDigest],
    ] as const) {
      const block = pad(Buffer.concat([prefix, digest, extra]), length);
      yield { name: `${more} bytes ${where}`, block };
    }
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
