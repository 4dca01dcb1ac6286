#!/usr/bin/env python3
"""Manages crypto users through cloudhsm_mgmt_util, and waits for the word `success`.

usage: hsm_users.py CONFIG OFFICER PASSWORD USER
"""
import sys

import pexpect

PROMPT = 'aws-cloudhsm>'
CONTINUE = 'Do you want to continue(y/n)?'
REFUSALS = [
    "user doesn't exist",
    'invalid user type',
    'Invalid input data/params',
    'min pswd len 7 and max pswd len 32',
]


class HsmError(Exception):
    pass


def connect(config):
    child = pexpect.spawn('cloudhsm_mgmt_util', [config], timeout=1, encoding='utf-8')
    if child.expect_exact([PROMPT, 'Connection to one of servers failed, exiting...']) != 0:
        raise HsmError('no connection')
    return child


def log_in(child, officer, password):
    child.sendline(f'loginHSM CO {officer} {password}')
    if child.expect_exact(['HSM Error', PROMPT]) == 0:
        child.expect_exact(PROMPT)
        raise HsmError('wrong password')


def change(child, command):
    """Runs createUser or changePswd; each must succeed on both servers."""
    child.sendline(command)
    child.expect_exact(CONTINUE)
    child.sendline('y')
    found = child.expect_exact(['success on server 1', *REFUSALS])
    if found > 0:
        child.expect_exact('Retry/Ignore/Abort?(R/I/A):')
        child.sendline('A')
    child.expect_exact(PROMPT)
    if found > 0:
        raise HsmError(REFUSALS[found - 1])


def list_users(child):
    """Six words a row, behind the last word of each header."""
    child.sendline('listUsers')
    child.expect_exact(PROMPT)
    listing = child.before.split('2FA')[1].split('Users on server')[0].split()
    rows = [listing[at:at + 6] for at in range(0, len(listing), 6)]
    return {row[2]: {'id': int(row[0]), 'type': row[1], 'locked': int(row[4]) > 5} for row in rows}


def delete(child, user):
    child.sendline(f'deleteUser CU {user}')
    child.expect_exact('success on server 1')
    child.expect_exact(PROMPT)


def main(config, officer, password, user):
    child = connect(config)
    try:
        log_in(child, officer, 'not-the-password')
        raise AssertionError('a wrong password was taken')
    except HsmError:
        log_in(child, officer, password)
    for wrong in (f'createUser XU {user} password1', f'createUser CU {user} short'):
        try:
            change(child, wrong)
            raise AssertionError(f'{wrong} was taken')
        except HsmError as refusal:
            print('refused:', refusal)
    change(child, f'createUser CU {user} password1')
    print('created:', list_users(child)[user])
    change(child, f'changePswd CU {user} password2')
    delete(child, user)
    print('deleted:', user not in list_users(child))
    child.sendline('quit')
    child.expect_exact('disconnecting from servers, please wait...')
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
