import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/failure.ts';
import { openSource } from '../../../src/signer/sources/open-source.ts';
import { CK, type Pkcs11Module } from '../../../src/signer/sources/pkcs11-binding.ts';
import { hidePin, parsePkcs11Uri } from '../../../src/signer/sources/pkcs11-uri.ts';
import { describeFailure } from '../../../src/words/failures/index.ts';
import { failureOf, rejectionOf } from '../../support/failure-of.ts';

describe('PKCS#11 URIs (RFC 7512)', () => {
  test('all parts', () => {
    const uri =
      'pkcs11:token=Officer%201;manufacturer=SoftHSM%20project;serial=04b;model=v2;slot-id=7;' +
      'object=quorum;id=%01%fF;type=private?module-path=/usr/lib/p11.so&pin-source=file:/run/pin';
    expect(parsePkcs11Uri(uri)).toEqual({
      token: {
        token: 'Officer 1',
        manufacturer: 'SoftHSM project',
        serial: '04b',
        model: 'v2',
      },
      slotId: 7,
      object: 'quorum',
      id: Buffer.from([1, 255]),
      modulePath: '/usr/lib/p11.so',
      pinSource: '/run/pin',
    });
  });

  test('no parts, and empty ones', () => {
    expect(parsePkcs11Uri('pkcs11:')).toEqual({ token: {} });
    expect(parsePkcs11Uri('pkcs11:;?')).toEqual({ token: {} });
  });

  // Section 2.3: in the query "/" and "?" may stand, but the first "?" alone starts it; UTF-8 is
  // percent-encoded or not.
  test.each([
    ['pkcs11:object=a%3Bb%3D', { token: {}, object: 'a;b=' }],
    ['pkcs11:object=a=b', { token: {}, object: 'a=b' }],
    ['pkcs11:object=%C3%A9', { token: {}, object: 'é' }],
    ['pkcs11:object=é', { token: {}, object: 'é' }],
    ['pkcs11:id=%00', { token: {}, id: Buffer.from([0]) }],
    ['pkcs11:?pin-value=12%2634', { token: {}, pinValue: '12&34' }],
    ['pkcs11:?pin-value=', { token: {}, pinValue: '' }],
    ['pkcs11:?pin-source=/run/pin', { token: {}, pinSource: '/run/pin' }],
    ['pkcs11:?pin-source=file:///run/pin', { token: {}, pinSource: '/run/pin' }],
  ])('%s', (uri, parts) => {
    expect(parsePkcs11Uri(uri)).toEqual(parts);
  });

  test.each([
    ['pkcs12:', 'starts with'],
    ['pkcs11:token', 'has no value'],
    ['pkcs11:tokn=a', '"tokn" where one of these may stand: token,'],
    ['pkcs11:pin-value=1234', '"pin-value" where'],
    ['pkcs11:?token=a', '"token" where one of these may stand: module-path'],
    ['pkcs11:token=a;token=b', '"token" stands twice'],
    ['pkcs11:object=%4', 'without two hexadecimal digits'],
    ['pkcs11:object=100%', 'without two hexadecimal digits'],
    ['pkcs11:slot-id=0x1', 'slot-id'],
    ['pkcs11:type=cert', 'of type "cert"'],
    ['pkcs11:?a?b', 'more than one "?"'],
    ['pkcs11:?pin-source=|pinentry', 'is a program'],
  ])('%s is refused', (uri, message) => {
    const failure = failureOf(() => parsePkcs11Uri(uri));
    expect(failure.kind).toBe('usage');
    expect(failure.message).toContain(message);
  });

  test('the PIN is in no failure, and not in what is shown', () => {
    for (const query of [
      'pin-value=98%7z5',
      'pin-value=12&98',
      'pin-value=12&98=7',
      '9876',
      'pin-value=98?7',
    ]) {
      try {
        parsePkcs11Uri(`pkcs11:token=a?${query}`);
        expect.unreachable();
      } catch (error) {
        if (!isFailure(error)) throw error;
        const { message, hint } = describeFailure(error);
        expect(`${String(error)} ${JSON.stringify(error.values)} ${message} ${hint}`).not.toContain(
          '98',
        );
      }
    }
    expect(hidePin('pkcs11:token=a?pin-value=98765&module-path=/p')).toBe(
      'pkcs11:token=a?pin-value=…&module-path=/p',
    );
  });
});

describe('a PIN that stands where it should not', () => {
  /** A module at /p.so, whose token asks for its PIN. */
  const module: Partial<Pkcs11Module> = {
    load(path) {
      if (path !== '/p.so') throw new Error('no such file');
    },
    close: () => undefined,
    C_Initialize: () => undefined,
    C_Finalize: () => undefined,
    C_GetSlotList: () => [Buffer.alloc(8)],
    C_GetTokenInfo: () => ({
      label: 'a',
      manufacturerID: '',
      model: '',
      serialNumber: '',
      flags: CK.flagTokenInitialized | CK.flagLoginRequired,
    }),
    C_OpenSession: () => Buffer.alloc(8),
  };
  const open = (uri: string) =>
    openSource(uri, {
      env: {},
      resolvePath: (path) => path,
      loadPkcs11: async () => () => module as Pkcs11Module,
    });

  test.each([
    'pkcs11:token=a?pin-value=Zq7x&Kw9v',
    'pkcs11:token=a?pin-value=Zq7x&kw9v=Kw9v',
    'pkcs11:token=a?pin-value=Zq7x&Kw9v&module-path=/p.so',
    'pkcs11:token=a?module-path=/p.so&pin-value=Zq7x&Kw9v',
    'pkcs11:token=a?module-path=/p.so&pin-value=Zq7x?Kw9v',
    'pkcs11:token=a?module-path=/p.so&pin-value=Zq7x%Kw9v',
    'pkcs11:token=a?module-path=/p.so&pin-vaule=Zq7x&Kw9v=1',
    'pkcs11:token=a?module-path=/p.so;pin-value=Zq7x&Kw9v',
    'pkcs11:token=a?module-path=/p.so;pin-value=Zq7x',
    'pkcs11:token=a?module-path=/p.so,PIN-value=Zq7xKw9v',
    'pkcs11:token=a?module-path=/p.so&pin-source=Zq7x&Kw9v',
    'pkcs11:token=a?module-path=/p.so&pin-source=Zq7xKw9v',
    'pkcs11:token=a?module-path=/p.so&Zq7x&Kw9v',
    'pkcs11:token=a?module-path=/p.so&Zq7x=Kw9v',
    'pkcs11:token=a;pin-value=Zq7x;Kw9v=1',
    'pkcs11:token=a;Zq7x;Kw9v',
    'pkcs11:type=private&pin-value=Zq7x&Kw9v?module-path=/p.so',
    'pkcs11:slot-id=1&pin-value=Zq7x&Kw9v?module-path=/p.so',
    'pkcs11;token=a?pin-value=Zq7x&Kw9v',
    'pkcs11?pin-value=Zq7x&Kw9v',
    'PKCS11:token=a?pin-value=Zq7x&Kw9v',
  ])('is told by no failure: %s', async (uri) => {
    const thrown = await open(uri).catch((error: unknown) => error);
    if (!isFailure(thrown)) throw new Error('expected a failure');
    const { message, hint } = describeFailure(thrown);
    const told = `${thrown.message} ${JSON.stringify(thrown.values)} ${message} ${hint}`;
    expect(told).not.toMatch(/z?q7x|kw9v/i);
  });

  test('is told with what to do, and a file of it without its content', async () => {
    const failure = failureOf(() => parsePkcs11Uri('pkcs11:?pin-value=12&34'));
    expect(failure.hint).toContain('"&" is written %26');
    const file = 'pkcs11:?module-path=/p.so&pin-source=/none/pin';
    expect((await rejectionOf(open(file))).message).toBe(
      'cannot read the PIN from "/none/pin": no such file or folder',
    );
    const perhapsPin = 'pkcs11:?module-path=/p.so&pin-source=1234';
    expect((await rejectionOf(open(perhapsPin))).message).toBe(
      'cannot read the PIN from the file that pin-source names: no such file or folder',
    );
  });
});
