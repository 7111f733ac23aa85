"""Makes access tokens; only the clinic service holds a signing key."""

import base64
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from shared.auth.issuers import ALGORITHM
from shared.auth.principal import Role
from shared.auth.verifier import TOKEN_TYPE


class TokenSigner:
    """Signs tokens as `issuer` with the key `kid`."""

    def __init__(self, private_key: str, kid: str, issuer: str) -> None:
        """`private_key` is PEM. Raises ValueError when it is not an Ed25519 key."""
        key = load_pem_private_key(private_key.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("The signing key must be an Ed25519 key in PEM.")
        self._key = key
        self.kid, self.issuer = kid, issuer

    @property
    def public_key(self) -> str:
        """PEM, as log.issuers holds it."""
        return _public_pem(self._key.public_key())

    def sign(
        self,
        *,
        org: UUID,
        subject: UUID,
        roles: Collection[Role],
        now: datetime,
        lifetime: timedelta,
        audience: str = "smallhours",
    ) -> str:
        """An access token from `now` for `lifetime`."""
        claims = {
            "iss": self.issuer,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": str(uuid4()),
            "sub": str(subject),
            "org": str(org),
            "roles": sorted(roles),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"typ": TOKEN_TYPE, "kid": self.kid})


def new_signing_key() -> tuple[str, str]:
    """A fresh (private, public) pair, both PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, _public_pem(key.public_key())


def public_jwk(public_key: str, kid: str) -> dict[str, str]:
    """A public key (PEM) as an entry of a JWKS document. Raises ValueError when it is not an Ed25519 key."""
    key = load_pem_public_key(public_key.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("The public key must be an Ed25519 key in PEM.")
    point = base64.urlsafe_b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": ALGORITHM, "kid": kid, "x": point}


def _public_pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
