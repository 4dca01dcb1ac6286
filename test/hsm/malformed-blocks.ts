import { createHash } from 'node:crypto';

/**
 * PKCS#1 v1.5 blocks of 256 bytes that are almost right: what verifiers have been fooled with since
 * Bleichenbacher's forgery of 2006 (RFC 8017, 9.2, is what they should have compared with).
 */

const SIZE = 256;
const SHA256_INFO = '3031300d060960864801650304020105000420';

/** DigestInfo of other hashes, up to the digest, with the digest's length (RFC 8017, 9.2, note 1). */
const OTHER_INFOS: readonly (readonly [string, number])[] = [
  ['3020300c06082a864886f70d020505000410', 16],
  ['3021300906052b0e03021a05000414', 20],
  ['302d300d06096086480165030402040500041c', 28],
  ['3041300d060960864801650304020205000430', 48],
  ['3051300d060960864801650304020305000440', 64],
  ['302d300d06096086480165030402050500041c', 28],
  ['3031300d060960864801650304020605000420', 32],
];

/** DigestInfo of SHA-256 in encodings that mean the same, or nearly, and are not the one. */
const OTHER_ENCODINGS: readonly string[] = [
  '302f300b0609608648016503040201 0420',
  '3030300c0609608648016503040201 05 0420',
  '3032300e060960864801650304020105010004 20',
  '308131300d060960864801650304020105000420',
  '30820031300d060960864801650304020105000420',
  '3032 30810d060960864801650304020105000420',
  '3032300e06810960864801650304020105000420',
  '3032300e060960864801650304020105810004 20',
  '3032300d06096086480165030402010500048120',
  '3080300d060960864801650304020105000420',
  '3031300d060960864801650304020105002420',
  '3031300d060960864801650304020104000420',
  '3031310d060960864801650304020105000420',
  '3131300d060960864801650304020105000420',
  '3031300d060960864801650304020105000320',
  '3031300d06096086480165030402010500041f',
  '3031300d060960864801650304020105000421',
  '3030300d060960864801650304020105000420',
  '3032300d060960864801650304020105000420',
  '3031300c060960864801650304020105000420',
  '3031300e060960864801650304020105000420',
  '0420',
  '',
];

export function buildRightBlock(digest: Uint8Array): Buffer {
  return padBlock(Buffer.concat([hex(SHA256_INFO), digest]));
}

/** All of them, none twice and none right. */
export function buildMalformedBlocks(digest: Uint8Array): Buffer[] {
  const right = buildRightBlock(digest);
  const blocks = [
    ...changeEachByte(right),
    ...shortenPadding(right, digest),
    ...OTHER_INFOS.flatMap(([info, length]) => wrapOthers(hex(info), length, digest)),
    ...OTHER_ENCODINGS.flatMap((info) => [
      padBlock(Buffer.concat([hex(info), digest])),
      padBlock(Buffer.concat([hex(info), digest, Buffer.alloc(2)])),
    ]),
    ...addTrailing(digest),
    Buffer.alloc(SIZE),
    Buffer.alloc(SIZE, 0xff).fill(0, 0, 1),
  ];
  const distinct = new Map(blocks.map((block) => [block.toString('hex'), block]));
  distinct.delete(right.toString('hex'));
  return [...distinct.values()];
}

/** Every byte once, or several times where it matters: head, separator, DigestInfo, digest. */
function changeEachByte(right: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 0; at < SIZE; at += 1) {
    for (const flip of [0x01, 0x10, 0x80, 0xff]) blocks.push(changeByte(right, at, flip));
  }
  for (let flip = 1; flip < 256; flip += 1) {
    blocks.push(changeByte(right, 1, flip), changeByte(right, SIZE - 52, flip));
  }
  // The first byte must stay below the modulus's, or the raw operation refuses the block itself.
  return blocks.filter((block) => (block[0] ?? 0) < 0x40);
}

function changeByte(block: Buffer, at: number, flip: number): Buffer {
  const changed = Buffer.from(block);
  changed[at] = (changed[at] ?? 0) ^ flip;
  return changed;
}

/** Padding that ends early, with something hidden behind the digest. */
function shortenPadding(right: Buffer, digest: Uint8Array): Buffer[] {
  const info = Buffer.concat([hex(SHA256_INFO), digest]);
  const full = SIZE - info.length - 3;
  const blocks: Buffer[] = [];
  for (let padding = 0; padding < full; padding += 1) {
    const head = Buffer.concat([hex('0001'), Buffer.alloc(padding, 0xff), hex('00'), info]);
    for (const fill of [0x00, 0xff]) {
      blocks.push(Buffer.concat([head, Buffer.alloc(SIZE - head.length, fill)]));
    }
    // The digest at its place, and the DigestInfo far in front of it.
    const split = Buffer.from(right);
    split[2 + padding] = 0;
    blocks.push(split);
  }
  return blocks;
}

function wrapOthers(info: Buffer, length: number, digest: Uint8Array): Buffer[] {
  const stretched = Buffer.concat([digest, digest]).subarray(0, length);
  const hash = createHash('sha512').update(digest).digest().subarray(0, length);
  return [stretched, hash, Buffer.from(digest)].map((value) =>
    padBlock(Buffer.concat([info, value])),
  );
}

/** Bytes behind the digest: outside the DigestInfo, and counted in by its lengths. */
function addTrailing(digest: Uint8Array): Buffer[] {
  const blocks: Buffer[] = [];
  for (let more = 1; more <= 64; more += 1) {
    const extra = Buffer.alloc(more, 0x41);
    blocks.push(padBlock(Buffer.concat([hex(SHA256_INFO), digest, extra])));
    const outer = hex(SHA256_INFO);
    outer[1] = 0x31 + more;
    blocks.push(padBlock(Buffer.concat([outer, digest, extra])));
    const inner = Buffer.from(outer);
    inner[18] = 0x20 + more;
    blocks.push(padBlock(Buffer.concat([inner, digest, extra])));
  }
  return blocks;
}

function padBlock(info: Buffer): Buffer {
  const padding = Buffer.alloc(SIZE - info.length - 3, 0xff);
  return Buffer.concat([hex('0001'), padding, hex('00'), info]);
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}
