import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Asks the real openssl, in a folder of its own.
 *
 * @param files by name, what it reads
 * @throws where it fails, with what it says
 */
export function openssl(
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  const cwd = mkdtempSync(join(tmpdir(), 'mofn-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** DER of r and s, as openssl takes an ECDSA signature (RFC 3279, 2.2.3). */
export function encodeEcdsa(raw: Uint8Array): Buffer {
  const half = raw.length / 2;
  const numbers = Buffer.concat([raw.subarray(0, half), raw.subarray(half)].map(encodeInteger));
  return Buffer.concat([Buffer.of(0x30), encodeLength(numbers.length), numbers]);
}

function encodeInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  const padding = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.concat([
    Buffer.of(0x02),
    encodeLength(padding.length + digits.length),
    Buffer.from(padding),
    digits,
  ]);
}

function encodeLength(length: number): Buffer {
  return length < 0x80 ? Buffer.of(length) : Buffer.of(0x81, length);
}
