import { describe, expect, it } from 'vitest';
import {
  formatKeyHandle,
  keyReferenceOf,
  listKeyReferences,
} from '../../../src/token/sdk5/key-reference.ts';
import {
  roleOfApprovers,
  roleOfType,
  roleToWrite,
  typeOfApprovers,
  typeOfRole,
} from '../../../src/token/sdk5/roles.ts';

describe('roles', () => {
  it.each<[number, string, number]>([
    [1, 'admin', 2],
    [3, 'admin', 2],
    [4, 'admin', 2],
    [5, 'crypto-user', 1],
    [6, 'crypto-user', 1],
    [7, 'admin', 2],
  ])('approve for the service %d: %s, whom the older console numbers %d', (service, role, type) => {
    expect(roleOfApprovers(service)).toBe(role);
    expect(typeOfApprovers(service)).toBe(type);
  });

  it('have a number each, and others have none', () => {
    const types = ['admin', 'crypto-user', 'auditor', ''].map(typeOfRole);
    expect(types).toEqual([2, 1, undefined, undefined]);
    expect([0, 1, 2, 3].map(roleOfType)).toEqual([undefined, 'crypto-user', 'admin', undefined]);
  });

  it('are written beside a new approval unless all others have none', () => {
    expect(roleToWrite([], 'admin')).toBe('admin');
    expect(roleToWrite([{ role: 'admin' }], 'admin')).toBe('admin');
    expect(roleToWrite([{}, { role: 'admin' }], 'admin')).toBe('admin');
    expect(roleToWrite([{}, { role: undefined }], 'admin')).toBeUndefined();
  });
});

describe('the key of a token', () => {
  it.each([
    [0, '0x0000000000000000'],
    [0x680006, '0x0000000000680006'],
    [2 ** 53 - 1, '0x001fffffffffffff'],
  ])('%d is written with 16 digits', (keyHandle, text) => {
    expect(formatKeyHandle(keyHandle)).toBe(text);
    expect(keyReferenceOf({ service: 5, keyHandle })).toBe(text);
    expect(keyReferenceOf({ service: 3, keyHandle })).toBeUndefined();
  });

  it('is listed once, in the order of the records', () => {
    const of = (service: number, keyHandle: number) => ({ service, keyHandle });
    expect(listKeyReferences([of(5, 2), of(6, 1), of(3, 9), of(5, 2)])).toEqual(
      [2, 1].map(formatKeyHandle),
    );
    expect(listKeyReferences([of(3, 9)])).toEqual([]);
  });
});
