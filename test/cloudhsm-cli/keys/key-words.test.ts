import { describe, expect, it } from 'vitest';
import {
  readFilterWord,
  readHex,
  readNewAttribute,
  readSetValue,
} from '../../../src/cloudhsm-cli/keys/key-words.ts';

describe('a word of a filter', () => {
  it.each([
    ['key-reference=0x680006', { handle: 0x680006 }],
    ['key-reference=0x0000000000680006', { handle: 0x680006 }],
    ['key-reference=6815750', { handle: 0x680006 }],
    ['key-reference=0xFF', { handle: 255 }],
    ['attr.label=', { attribute: ['label', ''] }],
    ['attr.label=a=b c', { attribute: ['label', 'a=b c'] }],
    ['attr.class=private-key', { attribute: ['class', 'private-key'] }],
    ['attr.sign=true', { attribute: ['sign', true] }],
    ['attr.check-value=0xAE8ff0', { attribute: ['check-value', 'ae8ff0'] }],
    ['attr.id=0x', { attribute: ['id', ''] }],
    ['attr.key-length-bytes=32', { attribute: ['key-length-bytes', 32] }],
    ['attr.curve=secp384r1', { attribute: ['curve', 'secp384r1'] }],
    // Handles of this emulator have 32 bits: no key has a longer one.
    ['key-reference=0xffffffffffffffff', { handle: null }],
    ['key-reference=99999999999999999999', { handle: null }],
  ])('%s', (word, value) => {
    expect(readFilterWord(word)).toEqual({ value });
  });

  it.each([
    ['', 'expected attr.NAME=VALUE or key-reference=REFERENCE'],
    ['label', 'expected attr.NAME=VALUE or key-reference=REFERENCE'],
    ['label=x', 'expected attr.NAME or key-reference'],
    ['attr.lable=x', "unknown attribute 'lable'"],
    ['attr.=x', "unknown attribute ''"],
    ['attr.sign=True', 'expected true or false'],
    ['attr.class=key', 'expected one of secret-key, public-key, private-key'],
    ['attr.check-value=ae8ff0', 'expected 0x and two hex digits for each byte'],
    ['attr.check-value=0xae8ff', 'expected 0x and two hex digits for each byte'],
    ['attr.key-length-bytes=1e3', 'expected a number'],
    ['key-reference=', 'expected a number, in hex with 0x or in decimal'],
    ['key-reference=-1', 'expected a number, in hex with 0x or in decimal'],
    ['key-reference=0x1g', 'expected a number, in hex with 0x or in decimal'],
    ['attr.toString=1', "unknown attribute 'toString'"],
    ['attr.__proto__=1', "unknown attribute '__proto__'"],
  ])('is not %j', (word, why) => {
    expect(readFilterWord(word)).toEqual({ why });
  });
});

describe('an attribute of a new key', () => {
  it.each([
    ['sign=true', { flag: 'sign', value: true }],
    ['never-extractable=false', { flag: 'never-extractable', value: false }],
    ['id=0x0A', { id: '0a' }],
  ])('%s', (word, value) => {
    expect(readNewAttribute(word)).toEqual({ value });
  });

  it.each([
    ['sign', 'expected NAME=VALUE'],
    ['sign=1', 'expected true or false'],
    ['label=x', "attribute 'label' is not among those of a new key"],
    ['signs=true', "unknown attribute 'signs'"],
    ['id=7', 'expected 0x and two hex digits for each byte'],
  ])('is not %s', (word, why) => {
    expect(readNewAttribute(word)).toEqual({ why });
  });
});

it('a value that is set is of the kind of its attribute', () => {
  expect(readSetValue('encrypt', 'false')).toEqual({ value: false });
  expect(readSetValue('encrypt', 'no')).toEqual({ why: 'expected true or false' });
  expect(readSetValue('label', 'false')).toEqual({ value: 'false' });
  expect(readSetValue('id', '0xff')).toEqual({ value: 'ff' });
  expect(readSetValue('class', 'anything')).toEqual({ value: 'anything' });
  expect(readHex('0X10')).toEqual({ value: '10' });
});
