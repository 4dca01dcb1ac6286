import type { HsmRequest } from '../../src/hsm/protocol.ts';

/** Requests as JSON, to hand them to another process: bytes are `{"bytes": base64}`. */
export function stringifyRequests(requests: readonly HsmRequest[]): string {
  return JSON.stringify(requests, (_, value: unknown) => {
    if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
    // A Buffer has been turned into this by its own toJSON before it gets here.
    const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
    return type === 'Buffer' && Array.isArray(data)
      ? { bytes: Buffer.from(data).toString('base64') }
      : value;
  });
}

export function parseRequests(text: string): HsmRequest[] {
  return JSON.parse(text, (_, value: unknown) => {
    const bytes = (value as { bytes?: unknown } | null)?.bytes;
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : value;
  }) as HsmRequest[];
}
