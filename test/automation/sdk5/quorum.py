#!/usr/bin/env python3
"""From a new cluster to a spent quorum token, with openssl as the only signer.

Each admin has NAME.key and NAME.pub in the working directory.

usage: quorum.py PASSWORD ADMIN ADMIN
"""
import base64
import json
import subprocess
import sys

import pexpect

PROMPT = 'aws-cloudhsm > '
SIGNED_PATH = 'Enter signed token file path (press enter if same as the unsigned token file):'
PUBLIC_KEY_PATH = 'Enter public key PEM file path:'


class HsmError(Exception):
    pass


def sign(digest, key):
    command = ['openssl', 'pkeyutl', '-sign', '-inkey', key, '-pkeyopt', 'digest:sha256']
    signature = subprocess.run(command, input=base64.b64decode(digest), capture_output=True, check=True)
    return base64.b64encode(signature.stdout).decode()


def edit(path, change):
    with open(path, encoding='utf-8') as file:
        content = json.load(file)
    change(content)
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(content, file, indent=2)


def sign_digests(path, key):
    def change(content):
        for token in content['tokens']:
            token['signed'] = sign(token['unsigned'], key)
    edit(path, change)


def approve(path, *admins):
    def change(content):
        for name in admins:
            signature = sign(content['token'], f'{name}.key')
            content['signatures'].append({'username': name, 'role': 'admin', 'signature': signature})
    edit(path, change)


class Cli:
    def __init__(self):
        self.child = pexpect.spawn('cloudhsm-cli', ['interactive'], timeout=10, encoding='utf-8')
        self.child.delaybeforesend = None
        self.child.expect_exact(PROMPT)

    def run(self, command, *dialogue):
        """Runs a command and its questions; an answer may be a function that does something first."""
        self.child.sendline(command)
        for question, answer in dialogue:
            self.child.expect_exact(question)
            self.child.sendline(answer() if callable(answer) else answer)
        self.child.expect_exact(PROMPT)
        printed = self.child.before
        answer = json.loads(printed[printed.index('{'):])
        if answer['error_code'] != 0:
            raise HsmError(answer['data'])
        return answer['data']

    def refused(self, command, *dialogue):
        try:
            self.run(command, *dialogue)
        except HsmError as refusal:
            return str(refusal)
        raise AssertionError(f'{command} was done')

    def log_in(self, name, password):
        self.run(f'login --username {name} --role admin', ('Enter password:', password))

    def register(self, name):
        token = f'{name}.token'
        self.run(f'quorum token-sign generate --service registration --token {token}')
        sign_digests(token, f'{name}.key')
        self.run('user change-quorum token-sign register'
                 f' --public-key {name}.pub --signed-token {token}')

    def quit(self):
        self.child.sendline('quit')
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


def main(password, *admins):
    cli = Cli()
    new_password = [('Enter password:', password), ('Confirm password:', password)]
    cli.run('cluster activate', *new_password)
    cli.log_in('admin', password)
    for name in admins:
        cli.run(f'user create --username {name} --role admin', *new_password)
    for name in admins:
        cli.run('logout')
        cli.log_in(name, password)
        cli.register(name)
    cli.run('quorum token-sign set-quorum-value --service quorum --value 2')
    cli.run('quorum token-sign set-quorum-value --service user --value 2')
    print('values:', cli.run('quorum token-sign list-quorum-values'))

    create = 'user create --username app --role crypto-user'
    print('without a token:', cli.refused(create, *new_password))
    cli.run('quorum token-sign generate --service user --token user.token')
    print('unsigned:', cli.refused(f'{create} --approval user.token', *new_password))
    approve('user.token', admins[0])
    print('with one approval:', cli.refused(f'{create} --approval user.token', *new_password))
    approve('user.token', admins[1])
    print('with two:', cli.run(f'{create} --approval user.token', *new_password))
    print('tokens:', cli.run('quorum token-sign list'))
    print('spent:', cli.refused('user delete --username app --role crypto-user --approval user.token'))

    cli.run('quorum token-sign generate --service user --token again.token')
    approve('again.token', *admins)

    def sign_second_factor():
        sign_digests('mfa.token', 'app.key')
        return ''
    cli.run('user change-mfa token-sign --username app --role crypto-user --change-password'
            f' {password} --token mfa.token --approval again.token',
            (SIGNED_PATH, sign_second_factor), (PUBLIC_KEY_PATH, 'app.pub'))
    cli.run('logout')
    print('logged in:', cli.run('login --username app --role crypto-user mfa-token-sign --token mfa.token',
                                ('Enter password:', password), (SIGNED_PATH, sign_second_factor)))
    return cli.quit()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
