"""Runs moto's KMS on loopback, and fills the two gaps that matter here: it ignores that a message is
a digest, and that a key is disabled.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
"""

import base64
import json
import sys

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse
from moto.server import main

sign_message = KmsResponse.sign


def sign(self: KmsResponse) -> str:
    key = self.kms_backend.describe_key(self._get_param("KeyId"))
    if not key.enabled:
        raise JsonRESTError("DisabledException", f"{key.arn} is disabled.")
    if self._get_param("MessageType") != "DIGEST":
        return sign_message(self)
    algorithm = self._get_param("SigningAlgorithm")
    if algorithm not in (key.signing_algorithms or []):
        raise JsonRESTError("InvalidKeyUsageException", f"{key.arn} key usage is {key.key_usage}.")
    message = self._get_param("Message")
    digest = message if isinstance(message, bytes) else base64.b64decode(message)
    signature = key.private_key.private_key.sign(digest, ec.ECDSA(utils.Prehashed(SHA256())))
    return json.dumps(
        {
            "KeyId": key.arn,
            "Signature": base64.b64encode(signature).decode(),
            "SigningAlgorithm": algorithm,
        }
    )


KmsResponse.sign = sign
main(["--host", "127.0.0.1", "--port", sys.argv[1]])
