"""Runs moto's emulator of AWS on loopback, and fills its gaps in KMS: it hashes digests again, and
imports no keys of this kind.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
"""

import base64
import json
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256
from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse
from moto.server import main

wrapping_key = rsa.generate_private_key(public_exponent=65537, key_size=4096)
sign_message = KmsResponse.sign
check_request = ActionAuthenticatorMixin._authenticate_and_authorize_action


def find_key(self: KmsResponse):
    return self.kms_backend.describe_key(self._get_param("KeyId"))


def sign(self: KmsResponse) -> str:
    key = find_key(self)
    if self._get_param("MessageType") != "DIGEST":
        return sign_message(self)
    algorithm = self._get_param("SigningAlgorithm")
    if algorithm not in (key.signing_algorithms or []):
        raise JsonRESTError("InvalidKeyUsageException", f"{key.arn} key usage is {key.key_usage}.")
    digest = decode(self._get_param("Message"))
    signature = key.private_key.private_key.sign(digest, ec.ECDSA(utils.Prehashed(SHA256())))
    return json.dumps({"KeyId": key.arn, "Signature": encode(signature)})


def get_parameters_for_import(self: KmsResponse) -> str:
    public_key = wrapping_key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    token = {"PublicKey": encode(public_key), "ImportToken": encode(b"token")}
    return json.dumps({"KeyId": find_key(self).arn, **token, "ParametersValidTo": 4e9})


def import_key_material(self: KmsResponse) -> str:
    key = find_key(self)
    oaep = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
    der = wrapping_key.decrypt(decode(self._get_param("EncryptedKeyMaterial")), oaep)
    key.private_key.private_key = serialization.load_der_private_key(der, None)
    return json.dumps({})


def encode(value: bytes) -> str:
    return base64.b64encode(value).decode()


def decode(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else base64.b64decode(value)


def check(self, *args) -> None:
    """The request for a role by an ID token is the one that nobody signs."""
    if self._get_action() != "AssumeRoleWithWebIdentity":
        check_request(self, *args)


KmsResponse.sign = sign
KmsResponse.get_parameters_for_import = get_parameters_for_import
KmsResponse.import_key_material = import_key_material
ActionAuthenticatorMixin._authenticate_and_authorize_action = check
main(["--host", "127.0.0.1", "--port", sys.argv[1]])
