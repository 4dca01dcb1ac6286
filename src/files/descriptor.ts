/**
 * Bytes from and to a descriptor that is open already, as a process has its standard streams.
 */
import { readSync, writeSync } from 'node:fs';
import { errorCode } from './system-error.ts';

/** How long to wait, in milliseconds, before an empty or full pipe is tried again. */
const PAUSE = 5;

/**
 * Reads what comes next, and waits for it where the descriptor itself would not.
 *
 * @param into is filled from its beginning
 * @returns how many bytes came; 0 at the end
 * @throws the system's error
 */
export function readDescriptor(descriptor: number, into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, into, 0, into.length, null);
    } catch (error) {
      const code = errorCode(error);
      // What Windows says at the end of a pipe.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN' && code !== 'EINTR') throw error;
      pause();
    }
  }
}

/**
 * Writes all bytes, and waits where a pipe is full and the descriptor itself would not.
 *
 * @throws the system's error, as EPIPE or ENOSPC
 */
export function writeDescriptor(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'EAGAIN' && code !== 'EINTR') throw error;
      pause();
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
