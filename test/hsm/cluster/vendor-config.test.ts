import { describe, expect, it } from 'vitest';

import {
  FIRST_SERVERS,
  formatVendorConfig,
  parseVendorConfig,
} from '../../../src/hsm/cluster/vendor-config.ts';
import { failureOf } from '../../support/failure-of.ts';

describe("the vendor's configuration file", () => {
  it('reads as it was written', () => {
    expect(parseVendorConfig(formatVendorConfig(FIRST_SERVERS), 'a.cfg')).toEqual(FIRST_SERVERS);
  });

  it.each([
    ['{"servers":[]}', 'expected at least 1 server'],
    ['{"servers":[{"hostname":"a"}],"servers":[{"hostname":"b"}]}', 'key "servers" is there twice'],
    ['{"__proto__":{},"servers":[{"hostname":"a"}]}', 'key "__proto__" is not allowed'],
    ['{"servers":[', '"a.cfg" is not JSON as it should be'],
    ['{"servers":[{"hostname":"a"},{"hostname":"a"}]}', 'the host name a twice'],
  ])('%s is refused', (text, message) => {
    const failure = failureOf(() => parseVendorConfig(text, 'a.cfg'));
    expect(failure.kind).toBe('file');
    expect(failure.message).toContain(message);
  });
});
