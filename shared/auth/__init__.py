"""Who is asking: access tokens verified by every service itself, against issuers' keys in the log database."""

from shared.auth.access import SECURED, allow, authenticate
from shared.auth.issuers import Issuer, Issuers, LoadIssuers, issuers_of
from shared.auth.principal import ROLES, Principal, Role
from shared.auth.signer import TokenSigner, new_signing_key, public_jwk
from shared.auth.verifier import TokenRefused, Verifier

__all__ = [
    "ROLES",
    "SECURED",
    "Issuer",
    "Issuers",
    "LoadIssuers",
    "Principal",
    "Role",
    "TokenRefused",
    "TokenSigner",
    "Verifier",
    "allow",
    "authenticate",
    "issuers_of",
    "new_signing_key",
    "public_jwk",
]
